package io.codomyrmex.cost.bootstrap.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.bootstrap.importing.ImportReport;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.SpendAnswer;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.LedgerDifference;
import io.codomyrmex.cost.store.Verification;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.TimeSeries;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CostJsonWriteTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final TimeRange DAY =
            new TimeRange(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"));

    private static final CostEntry ENTRY = new CostEntry(
            "a",
            new BigDecimal("0.0000001"),
            CostCategory.API_CALLS,
            "\"d\"",
            "",
            Map.of("b", "2", "a", "1"),
            Map.of("tiny", new BigDecimal("1E-9"), "huge", new BigDecimal("1E+25"), "list", List.of(true, "x")),
            NOON.plusNanos(123_456_789));

    private static final String ENTRY_JSON = "\"id\":\"a\",\"amount\":\"0.0000001\",\"category\":\"api_calls\","
            + "\"description\":\"\\\"d\\\"\",\"resource_id\":\"\",\"tags\":{\"a\":\"1\",\"b\":\"2\"},\"metadata\":{"
            + "\"huge\":10000000000000000000000000,\"list\":[true,\"x\"],\"tiny\":0.000000001},"
            + "\"timestamp\":\"2026-03-01T12:00:00.123456Z\"";

    private static void assertJson(JsonNode node, String expected) {
        assertThat(CostJson.text(node)).isEqualTo(expected);
    }

    @Test
    void an_entry_is_written_in_plain_notation_and_read_back_as_it_was() {
        assertJson(CostJson.entry(ENTRY), "{" + ENTRY_JSON + "}");
        assertThat(CostJson.readDraft(CostJson.text(CostJson.entry(ENTRY)))
                        .complete("other", Instant.EPOCH)
                        .entry())
                .isEqualTo(ENTRY);
    }

    @Test
    void every_outcome_of_an_offer_has_its_status() {
        assertJson(CostJson.result(new RecordResult.Recorded(ENTRY)), "{" + ENTRY_JSON + ",\"status\":\"recorded\"}");
        assertJson(CostJson.result(new RecordResult.Duplicate(ENTRY)), "{" + ENTRY_JSON + ",\"status\":\"duplicate\"}");
        assertJson(
                CostJson.result(new RecordResult.Conflict(ENTRY, ENTRY)),
                "{\"id\":\"a\",\"status\":\"conflict\",\"error\":\"id 'a' is taken by other content: stored amount 0.0000001 at"
                        + " 2026-03-01T12:00:00.123456Z, offered 0.0000001 at 2026-03-01T12:00:00.123456Z\"}");
        assertJson(
                CostJson.result(new RecordResult.Rejected(new InvalidInputException("amount", null, "must be given"))),
                "{\"status\":\"rejected\",\"error\":\"amount null must be given\"}");
    }

    @Test
    void a_summary_has_null_where_its_range_is_open() {
        CostSummary all = new CostSummary(TimeRange.ALL, BigDecimal.ZERO, 0, Map.of(), Map.of(), Map.of());
        assertJson(
                CostJson.summary(all),
                "{\"total\":\"0\",\"entry_count\":0,\"period_start\":null,\"period_end\":null,\"by_category\":{},"
                        + "\"by_resource\":{},\"by_tag\":{}}");
        CostSummary day = new CostSummary(
                DAY,
                new BigDecimal("1.50"),
                2,
                Map.of(CostCategory.OTHER, new BigDecimal("1.50")),
                Map.of("r", new BigDecimal("1E-8")),
                Map.of("team", Map.of("a", BigDecimal.TEN)));
        assertJson(
                CostJson.summary(day),
                "{\"total\":\"1.5\",\"entry_count\":2,\"period_start\":\"2026-03-01T00:00:00Z\","
                        + "\"period_end\":\"2026-03-02T00:00:00Z\",\"by_category\":{\"other\":\"1.5\"},"
                        + "\"by_resource\":{\"r\":\"0.00000001\"},\"by_tag\":{\"team\":{\"a\":\"10\"}}}");
    }

    @Test
    void a_series_a_verification_and_an_import_are_written() {
        assertJson(
                CostJson.series(new TimeSeries(List.of(
                        new TimeSeries.Point(DAY, Map.of("x", new BigDecimal("0.5"), "y", new BigDecimal("-0.5")))))),
                "{\"points\":[{\"period_start\":\"2026-03-01T00:00:00Z\",\"period_end\":\"2026-03-02T00:00:00Z\","
                        + "\"total\":\"0\",\"by_group\":{\"x\":\"0.5\",\"y\":\"-0.5\"}}]}");
        assertJson(
                CostJson.verification(new Verification(
                        3,
                        new BigDecimal("2.0"),
                        7,
                        List.of(new LedgerDifference("spent", "daily", BigDecimal.ONE, BigDecimal.TEN)))),
                "{\"clean\":false,\"entries\":3,\"total\":\"2\",\"sums\":7,\"differences\":[{\"what\":\"spent\","
                        + "\"key\":\"daily\",\"expected\":\"1\",\"actual\":\"10\"}]}");
        assertJson(
                CostJson.report(new ImportReport(4, 1, 2, 1, new BigDecimal("1E+2"))),
                "{\"read\":4,\"recorded\":1,\"duplicates\":2,\"rejected\":1,\"total\":\"100\"}");
    }

    @Test
    void budgets_answers_and_alerts_are_written() {
        BudgetSpec spec = BudgetSpec.of("Daily LLM", new BigDecimal("3"), BudgetPeriod.DAILY)
                .category(CostCategory.LLM_INFERENCE)
                .tags(Map.of("team", "a"));
        BudgetStatus status =
                new BudgetStatus(new Budget(spec, 1, NOON), DAY, new BigDecimal("1"), new BigDecimal("0.5"));
        assertJson(
                CostJson.budget(status),
                "{\"id\":\"daily_llm\",\"name\":\"Daily LLM\",\"amount\":\"3\",\"period\":\"daily\",\"zone\":\"Z\","
                        + "\"category\":\"llm_inference\",\"tags\":{\"team\":\"a\"},"
                        + "\"alert_thresholds\":[\"0.5\",\"0.8\",\"0.9\",\"1\"],\"enforced\":true,"
                        + "\"period_start\":\"2026-03-01T00:00:00Z\",\"period_end\":\"2026-03-02T00:00:00Z\","
                        + "\"spent\":\"1\",\"held\":\"0.5\",\"remaining\":\"1.5\",\"utilization\":\"0.333333333333333333\"}");
        assertJson(
                CostJson.answer(SpendAnswer.of(BigDecimal.TEN, List.of(status))),
                "{\"allowed\":false,\"budgets\":[{\"id\":\"daily_llm\",\"limit\":\"3\",\"spent\":\"1\",\"held\":\"0.5\","
                        + "\"remaining\":\"1.5\",\"period_end\":\"2026-03-02T00:00:00Z\",\"exceeded\":true}]}");
        BudgetAlert alert = new BudgetAlert(
                "daily_llm",
                1,
                BudgetPeriod.DAILY,
                DAY.start(),
                0,
                new BigDecimal("0.8"),
                new BigDecimal("80"),
                new BigDecimal("100"),
                NOON,
                true,
                Currency.getInstance("USD"));
        assertJson(
                CostJson.alert(alert),
                "{\"budget_id\":\"daily_llm\",\"threshold\":\"0.8\",\"current_spend\":\"80\",\"budget_amount\":\"100\","
                        + "\"utilization\":\"0.8\",\"message\":\"Budget 'daily_llm' has reached 80% utilization"
                        + " ($80.00/$100.00)\",\"period_start\":\"2026-03-01T00:00:00Z\","
                        + "\"timestamp\":\"2026-03-01T12:00:00Z\",\"late\":true}");
    }
}
