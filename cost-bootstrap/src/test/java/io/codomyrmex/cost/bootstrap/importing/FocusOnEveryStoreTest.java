package io.codomyrmex.cost.bootstrap.importing;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 1,000 real charges on every store, held against figures that were computed elsewhere. */
class FocusOnEveryStoreTest {

    private record Row(Instant at, BigDecimal amount, CostCategory category) {}

    @ParameterizedTest
    @EnumSource
    void the_sample_gives_every_figure_of_the_oracle_and_a_second_import_adds_nothing(EveryStore kind) {
        try (CostStore store = kind.open()) {
            FocusOracle.importAndCompare(new CostTracker(store), CostColumn.BILLED);
            assertThat(store.verify().differences()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void replaying_the_sample_fires_exactly_the_alerts_of_the_oracle(EveryStore kind) throws IOException {
        Path data = FocusOracle.dataOrSkip();
        List<Row> rows = rows(data.resolve("focus/focus_1.0_sample_1000.csv"));
        JsonNode oracle = JsonMapper.shared().readTree(data.resolve("oracle/focus_budget_alerts.json"));
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2024-08-31T00:00:00Z"));
        try (CostStore store = kind.open()) {
            CostTracker tracker = new CostTracker(store, now::get, ZoneOffset.UTC);
            BudgetManager budgets = new BudgetManager(tracker);
            for (JsonNode budget : oracle) {
                budgets.create(spec(budget));
            }
            List<BudgetAlert> alerts = new ArrayList<>();
            for (Row row : rows) {
                now.set(row.at());
                tracker.record(CostDraft.of(row.amount()).category(row.category()));
                alerts.addAll(budgets.checkBudgets());
            }
            for (JsonNode budget : oracle) {
                String id = BudgetSpec.idOf(budget.get("name").stringValue());
                assertThat(alerts)
                        .filteredOn(alert -> alert.budgetId().equals(id))
                        .extracting(FocusOnEveryStoreTest::shown)
                        .containsExactlyElementsOf(expected(budget));
            }
            assertThat(alerts).noneMatch(BudgetAlert::late);
            assertThat(budgets.checkBudgets()).isEmpty();
            assertThat(store.verify().differences()).isEmpty();
        }
    }

    private static BudgetSpec spec(JsonNode budget) {
        String name = budget.get("name").stringValue();
        BudgetPeriod period = name.startsWith("daily") ? BudgetPeriod.DAILY : BudgetPeriod.MONTHLY;
        BudgetSpec spec = BudgetSpec.of(name, new BigDecimal(budget.get("limit").stringValue()), period);
        if (name.contains("Compute")) {
            return spec.category(CostCategory.COMPUTE);
        }
        return name.contains("Storage") ? spec.category(CostCategory.STORAGE) : spec;
    }

    private static List<String> expected(JsonNode budget) {
        List<String> expected = new ArrayList<>();
        for (JsonNode alert : budget.get("alerts")) {
            expected.add(Instant.parse(alert.get("at").stringValue()) + " "
                    + new BigDecimal(alert.get("threshold").stringValue())
                            .stripTrailingZeros()
                            .toPlainString() + " "
                    + alert.get("spent").stringValue());
        }
        assertThat(expected).hasSize(budget.get("alertCount").intValue());
        return expected;
    }

    private static String shown(BudgetAlert alert) {
        return alert.timestamp() + " " + alert.threshold().toPlainString() + " "
                + alert.spend().toPlainString();
    }

    /** The rows in order of charge period, then of the file, read without the importer. */
    private static List<Row> rows(Path sample) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(sample)) {
            for (NamedCsvRecord row : csv) {
                rows.add(new Row(
                        Instant.parse(row.getField("ChargePeriodStart").replace(' ', 'T') + "Z"),
                        new BigDecimal(row.getField("BilledCost")),
                        category(row.getField("ServiceCategory"))));
            }
        }
        rows.sort(Comparator.comparing(Row::at)); // stable: the file's order within a period
        return rows;
    }

    private static CostCategory category(String serviceCategory) {
        return switch (serviceCategory) {
            case "Compute" -> CostCategory.COMPUTE;
            case "Storage" -> CostCategory.STORAGE;
            case "Networking" -> CostCategory.NETWORK;
            case "AI and Machine Learning" -> CostCategory.LLM_INFERENCE;
            default -> CostCategory.OTHER;
        };
    }
}
