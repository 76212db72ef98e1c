package io.codomyrmex.cost.bootstrap.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.Grouping;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.summary.TimeSeries;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/**
 * Holds a ledger against figures that were computed elsewhere from 1,000 real charges, to the last digit. The tracker's
 * ledger must be in USD and empty.
 */
public final class FocusOracle {

    private static final String SAMPLE = "focus/focus_1.0_sample_1000.csv";
    private static final String FIGURES = "oracle/focus_1.0_sample_1000_summary.json";
    private static final TimeRange MONTH =
            new TimeRange(Instant.parse("2024-09-01T00:00:00Z"), Instant.parse("2024-10-01T00:00:00Z"));

    private final CostTracker tracker;
    private final CostSummary summary;

    private FocusOracle(CostTracker tracker) {
        this.tracker = tracker;
        this.summary = tracker.summary();
    }

    /** The folder with the data; where there is none the test is skipped, in CI it fails. */
    public static Path dataOrSkip() {
        String folder = System.getenv("COST_TEST_DATA");
        if (folder != null && Files.isDirectory(Path.of(folder))) {
            return Path.of(folder);
        }
        String missing = "COST_TEST_DATA must name the project's data folder (shared/data), which holds " + SAMPLE
                + " (1,000 rows of FOCUS-Sample-Data, CC BY 4.0) and " + FIGURES + " (computed of it); it is " + folder;
        if ("true".equals(System.getenv("CI"))) {
            fail(missing);
        }
        return Assumptions.abort(missing);
    }

    /** Imports the sample twice and compares every figure that a ledger can give. */
    public static void importAndCompare(CostTracker tracker, CostColumn cost) {
        Path data = dataOrSkip();
        JsonNode figures = figures(data);
        BigDecimal total = decimal(figures.get(cost.header()).get("total"));
        ImportRequest request = new ImportRequest(data.resolve(SAMPLE), ImportFormat.FOCUS, cost);
        Problems problems = new Problems();
        Importer importer = new Importer(tracker);
        assertThat(importer.run(request, problems)).isEqualTo(new ImportReport(1000, 1000, 0, 0, total));
        assertThat(importer.run(request, problems)).isEqualTo(new ImportReport(1000, 0, 1000, 0, BigDecimal.ZERO));
        assertThat(problems.all()).isEmpty();
        FocusOracle oracle = new FocusOracle(tracker);
        oracle.compareSums(figures.get(cost.header()));
        if (cost == CostColumn.BILLED) {
            oracle.compareRows(figures);
        }
    }

    private static JsonNode figures(Path data) {
        try {
            return CostJson.parse("oracle", Files.readString(data.resolve(FIGURES)));
        } catch (IOException e) {
            throw new AssertionError("cannot read " + FIGURES, e);
        }
    }

    private void compareSums(JsonNode expected) {
        assertThat(summary.total()).isEqualTo(decimal(expected.get("total")));
        assertThat(summary.entryCount()).isEqualTo(1000);
        for (String name : expected.propertyNames()) {
            JsonNode groups = expected.get(name);
            switch (name) {
                case "total" -> {}
                case "byServiceCategory" -> {
                    compareTag(groups, "focus/service_category", name);
                    compareCategories(groups);
                }
                case "byProvider" -> compareTag(groups, "focus/provider", name);
                case "byChargeCategory" -> compareTag(groups, "focus/charge_category", name);
                case "byServiceName" -> compareTag(groups, "focus/service", name);
                case "byResourceId" -> compareResources(groups);
                case "byDayUtc" -> compareDays(groups);
                default -> {
                    assertThat(name).as("figures that are compared").startsWith("byTag:");
                    compareTag(groups, name.substring("byTag:".length()), name);
                }
            }
        }
    }

    private void compareCategories(JsonNode groups) {
        Map<String, CostCategory> mapped = Map.of(
                "Compute", CostCategory.COMPUTE,
                "Storage", CostCategory.STORAGE,
                "Networking", CostCategory.NETWORK,
                "AI and Machine Learning", CostCategory.LLM_INFERENCE);
        Map<CostCategory, BigDecimal> sums = new HashMap<>();
        for (String name : groups.propertyNames()) {
            CostCategory category = mapped.getOrDefault(name, CostCategory.OTHER);
            sums.merge(category, decimal(groups.get(name).get("sum")), BigDecimal::add);
        }
        sums.replaceAll((category, sum) -> AmountRule.canonical(sum));
        assertThat(summary.byCategory()).isEqualTo(sums);
    }

    private void compareTag(JsonNode groups, String key, String name) {
        compare(
                groups,
                name,
                summary.byTag().get(key),
                value -> CostFilter.tags(Map.of(key, value)),
                Grouping.tag(key));
    }

    private void compareResources(JsonNode groups) {
        Function<String, CostFilter> filter = resource -> new CostFilter(null, resource, Map.of());
        compare(groups, "byResourceId", summary.byResource(), filter, Grouping.RESOURCE);
    }

    private void compare(
            JsonNode groups,
            String name,
            Map<String, BigDecimal> sums,
            Function<String, CostFilter> filter,
            Grouping grouping) {
        Map<String, BigDecimal> expected = new HashMap<>();
        long rest = summary.entryCount();
        for (String group : groups.propertyNames()) {
            BigDecimal sum = decimal(groups.get(group).get("sum"));
            long count = groups.get(group).get("count").longValue();
            if (group.equals("(none)") || group.equals("(untagged)")) {
                expected.put("", sum);
                continue;
            }
            expected.put(group, sum);
            CostSummary one = tracker.summary(TimeRange.ALL, filter.apply(group));
            assertThat(one.total()).as("%s %s", name, group).isEqualTo(sum);
            assertThat(one.entryCount()).as("%s %s", name, group).isEqualTo(count);
            rest -= count;
        }
        assertThat(series(BudgetPeriod.MONTHLY, grouping).points().get(0).byGroup())
                .as(name)
                .isEqualTo(expected);
        JsonNode none = groups.has("(none)") ? groups.get("(none)") : groups.get("(untagged)");
        assertThat(rest)
                .as("%s, in no group", name)
                .isEqualTo(none == null ? 0 : none.get("count").longValue());
        expected.remove("");
        assertThat(sums).as(name).isEqualTo(expected);
    }

    private void compareDays(JsonNode groups) {
        List<TimeSeries.Point> days = series(BudgetPeriod.DAILY, Grouping.NONE).points();
        assertThat(days).hasSize(30);
        for (TimeSeries.Point day : days) {
            JsonNode expected = groups.get(day.range().start().toString().substring(0, 10));
            BigDecimal sum = expected == null ? BigDecimal.ZERO : decimal(expected.get("sum"));
            long count = expected == null ? 0 : expected.get("count").longValue();
            assertThat(AmountRule.canonical(day.total())).as(day.toString()).isEqualTo(sum);
            CostSummary one = tracker.summary(day.range(), CostFilter.ALL);
            assertThat(one.total()).as(day.toString()).isEqualTo(sum);
            assertThat(one.entryCount()).as(day.toString()).isEqualTo(count);
        }
        assertThat(groups.size()).isEqualTo(30);
    }

    private TimeSeries series(BudgetPeriod step, Grouping grouping) {
        return tracker.series(new SeriesQuery(MONTH, step, ZoneOffset.UTC, grouping, CostFilter.ALL));
    }

    private void compareRows(JsonNode figures) {
        List<CostEntry> entries = tracker.entries(new EntryQuery(TimeRange.ALL, CostFilter.ALL, null, 10_000));
        assertThat(entries).hasSize(1000);
        JsonNode keys = figures.get("tagKeys");
        Map<String, Integer> rows = new HashMap<>();
        entries.forEach(entry -> entry.tags().keySet().stream()
                .filter(key -> !key.startsWith("focus/"))
                .forEach(key -> rows.merge(key, 1, Integer::sum)));
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(keys.propertyNames());
        rows.forEach((key, count) ->
                assertThat(count).as(key).isEqualTo(keys.get(key).intValue()));
        assertThat(summary.byResource())
                .hasSize(figures.get("distinctResourceIds").intValue());
        List<BigDecimal> amounts =
                entries.stream().map(CostEntry::amount).sorted().toList();
        assertThat(amounts.stream().filter(amount -> amount.signum() == 0))
                .hasSize(figures.get("rowsBilledZero").intValue());
        assertThat(amounts.stream().filter(amount -> amount.signum() < 0))
                .hasSize(figures.get("rowsBilledNegative").intValue());
        assertThat(amounts.stream().filter(amount -> amount.signum() > 0).findFirst())
                .contains(decimal(figures.get("minPositiveBilled")));
        assertThat(amounts.get(999)).isEqualTo(decimal(figures.get("maxBilled")));
        assertThat(amounts.stream().mapToInt(BigDecimal::scale).max())
                .hasValue(figures.get("maxScale").intValue());
    }

    private static BigDecimal decimal(JsonNode node) {
        return AmountRule.canonical(node.isNumber() ? node.decimalValue() : new BigDecimal(node.stringValue()));
    }
}
