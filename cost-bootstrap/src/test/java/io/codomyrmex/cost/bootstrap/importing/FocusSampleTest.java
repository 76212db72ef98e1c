package io.codomyrmex.cost.bootstrap.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FocusSampleTest {

    private final CostTracker tracker = new CostTracker(new InMemoryCostStore(Currency.getInstance("USD")));

    @ParameterizedTest
    @EnumSource(names = {"BILLED", "EFFECTIVE", "LIST"})
    void real_charges_add_up_to_the_last_digit_by_every_breakdown_and_come_once(CostColumn cost) {
        FocusOracle.importAndCompare(tracker, cost);
    }

    @Test
    void real_charges_fall_into_the_categories_that_they_should() {
        FocusOracle.importAndCompare(tracker, CostColumn.BILLED);
        assertThat(tracker.summary().byCategory())
                .containsAllEntriesOf(Map.of(
                        CostCategory.COMPUTE, new BigDecimal("17.5647393447"),
                        CostCategory.STORAGE, new BigDecimal("0.79179840783"),
                        CostCategory.NETWORK, new BigDecimal("0.4917767346"),
                        CostCategory.LLM_INFERENCE, new BigDecimal("-0.15189756178")));
    }

    @Test
    void rows_whose_contracted_cost_is_null_are_rejected_when_that_is_asked_for() {
        Path sample = FocusOracle.dataOrSkip().resolve("focus/focus_1.0_sample_1000.csv");
        Problems problems = new Problems();
        ImportReport report = new Importer(tracker)
                .run(new ImportRequest(sample, ImportFormat.guess(sample), CostColumn.CONTRACTED), problems);
        assertThat(report.recorded()).isEqualTo(993);
        assertThat(problems.messages())
                .hasSize(7)
                .allSatisfy(message -> assertThat(message).endsWith(": ContractedCost 'NULL' must be given"));
    }

    @Test
    void the_worked_examples_of_the_specification_are_imported_or_refused_for_a_reason() throws IOException {
        Path folder = FocusOracle.dataOrSkip().resolve("focus/examples-1.2");
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.sorted().toList();
        }
        assertThat(files).hasSize(13);
        for (Path file : files) {
            assertThat(ImportFormat.guess(file)).isEqualTo(ImportFormat.FOCUS);
            Problems problems = new Problems();
            try {
                ImportReport report = new Importer(tracker)
                        .run(new ImportRequest(file, ImportFormat.FOCUS, CostColumn.BILLED), problems);
                assertThat(report.read()).isPositive();
                assertThat(problems.messages())
                        .hasSize((int) report.rejected())
                        .allSatisfy(message -> assertThat(message)
                                .contains("ChargePeriodStart '")
                                .contains("must be a date with time"));
            } catch (InvalidInputException e) {
                assertThat(e).hasMessageEndingWith("must have a column BillingCurrency");
            }
        }
    }
}
