package io.codomyrmex.cost.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.CostCommand;
import io.codomyrmex.cost.bootstrap.importing.ImportReport;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import io.codomyrmex.cost.time.TimeRange;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {

    private static final Currency USD = Currency.getInstance("USD");

    @TempDir
    private Path folder;

    private static String demo(Instant now, Map<String, String> environment) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CostCommand.run(new PrintWriter(out), new PrintWriter(err), environment, () -> now, "demo");
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-05-01T00:00:00Z",
                "2026-05-01T00:05:00Z",
                "2026-05-15T12:00:00Z",
                "2026-05-31T23:59:59Z",
                "2026-03-01T00:00:00Z",
                "2028-02-29T10:00:00Z",
                "2026-01-31T23:00:00Z"
            })
    void demo_shows_a_summary_alerts_and_both_answers_on_any_day(String now) {
        String out = demo(Instant.parse(now), Map.of());
        assertThat(out)
                .contains(" 0 duplicates, 0 rejected; ")
                .contains("period   " + now.substring(0, 7) + "-01T00:00:00Z to ")
                .contains(" llm_inference | ")
                .contains("Budget 'demo_llm' has reached 82% utilization ($330.00/$400.00)")
                .contains("Budget 'demo_search' has reached 8")
                .contains("Budget 'demo_research' has reached 110% utilization ($132.00/$120.00)")
                .contains("\nallowed: 1.00 USD fits every budget that applies\n")
                .contains("\ndenied: 80.00 USD exceeds budget 'demo_llm', which has ");
    }

    static Stream<Instant> days() {
        Instant first = Instant.parse("2026-01-01T00:00:00Z");
        return new Random(7).longs(40, 0, 4 * 366 * 86_400L).mapToObj(first::plusSeconds);
    }

    @ParameterizedTest
    @MethodSource("days")
    void its_figures_hold_on_any_day(Instant now) {
        CostTracker tracker = new CostTracker(new InMemoryCostStore(USD), () -> now, ZoneOffset.UTC);
        Demo demo = new Demo(tracker);
        demo.createBudgets();
        ImportReport report = demo.importBill(folder.resolve("bill.csv"));

        assertThat(report.recorded()).isEqualTo(report.read()).isBetween(70L, 170L);
        assertThat(tracker.summary().total()).isEqualTo(report.total());
        assertThat(demo.alerts())
                .extracting(alert -> alert.budgetId() + " " + alert.threshold())
                .contains("demo_all 0.5", "demo_llm 0.8", "demo_search 0.8", "demo_research 1")
                .doesNotContain("demo_all 0.8", "demo_llm 1", "demo_search 0.9");
        SpendScope llm = new SpendScope.Covering(CostCategory.LLM_INFERENCE, Map.of());
        var gate = new BudgetManager(tracker);
        assertThat(gate.ask(Demo.ALLOWED, llm).allowed()).isTrue();
        assertThat(gate.ask(Demo.DENIED, llm).binding())
                .hasValueSatisfying(
                        verdict -> assertThat(verdict.status().budget().id()).isEqualTo("demo_llm"));
    }

    @Test
    void nothing_is_dated_in_the_future() {
        Instant now = Instant.parse("2026-05-01T00:00:00Z");
        CostTracker tracker = new CostTracker(new InMemoryCostStore(USD), () -> now, ZoneOffset.UTC);
        new Demo(tracker).importBill(folder.resolve("bill.csv"));
        var after = new TimeRange(now.plusNanos(1000), TimeRange.ALL.end());
        assertThat(tracker.summary(after, CostFilter.ALL).entryCount()).isZero();
    }

    @Test
    void on_a_ledger_that_is_named_it_adds_only_what_is_new() {
        Map<String, String> environment =
                Map.of("COST_DB_URL", "jdbc:h2:file:" + folder.resolve("mine"), "COST_CURRENCY", "EUR");
        Instant now = Instant.parse("2026-05-15T12:00:00Z");
        String first = demo(now, environment);
        String second = demo(now.plusSeconds(60), environment);
        String nextDay = demo(now.plusSeconds(86_400), environment);

        assertThat(first)
                .contains(" EUR recorded\n")
                .contains("(EUR 330.00/EUR 400.00)")
                .contains(folder.toString());
        assertThat(second).contains(": 0 recorded, ").contains("denied: 80.00 EUR exceeds budget 'demo_llm'");
        assertThat(table(second)).isEqualTo(table(first));
        assertThat(nextDay).contains(": 2 recorded, ");
    }

    private static List<String> table(String out) {
        return out.lines().dropWhile(line -> !line.startsWith("== Where")).toList();
    }
}
