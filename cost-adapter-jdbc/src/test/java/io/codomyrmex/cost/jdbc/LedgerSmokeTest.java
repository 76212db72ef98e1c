package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.summary.Grouping;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerSmokeTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant NOW = Instant.parse("2026-11-25T00:10:00.123456Z");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void a_ledger_records_sums_alerts_and_answers(String kind) {
        JdbcSettings settings = kind.equals("h2")
                ? JdbcSettings.of("jdbc:h2:mem:smoke;DB_CLOSE_DELAY=-1", USD)
                : PostgresServer.get().newLedger(USD);
        try (CostStore store = JdbcCostStore.open(settings)) {
            store.budgets().create(BudgetSpec.of("Daily LLM", new BigDecimal("10"), BudgetPeriod.DAILY), NOW);
            List<RecordResult> results = store.record(
                    List.of(
                            CostDraft.of("8.5").tag("team", "a'b").metadata(Map.of("n", 1.5, "l", List.of(1, true))).complete("a", NOW),
                            CostDraft.of("8.5").tag("team", "a'b").metadata(Map.of("n", 1.5, "l", List.of(1, true))).complete("a", NOW),
                            CostDraft.of("1.25").category(CostCategory.STORAGE).resource("disk").complete("b", NOW)),
                    NOW);
            assertThat(results).extracting(RecordResult::status).containsExactly("recorded", "duplicate", "recorded");
            assertThat(store.budgets().check(NOW)).extracting(BudgetAlert::threshold)
                    .containsExactly(new BigDecimal("0.5"), new BigDecimal("0.8"), new BigDecimal("0.9"));
            assertThat(store.budgets().check(NOW)).isEmpty();
            assertThat(store.summarize(TimeRange.ALL, CostFilter.ALL).total()).isEqualTo("9.75");
            assertThat(store.summarize(TimeRange.ALL, CostFilter.tags(Map.of("team", "a'b"))).total()).isEqualTo("8.5");
            assertThat(store.budgets().ask(new BigDecimal("0.25"), SpendScope.ALL, NOW).allowed()).isTrue();
            assertThat(store.budgets().ask(new BigDecimal("0.26"), SpendScope.ALL, NOW).allowed()).isFalse();
            store.budgets().create(BudgetSpec.of("late", BigDecimal.ONE, BudgetPeriod.DAILY).zone(ZoneId.of("Asia/Kolkata")).category(CostCategory.STORAGE), NOW);
            assertThat(store.budgets().statuses(List.of("late"), NOW).get(0).spent()).isEqualTo("1.25");
            assertThat(store.verify().differences()).isEmpty();
            assertThat(store.series(new SeriesQuery(new TimeRange(NOW.minusSeconds(86400), NOW.plusSeconds(5)), BudgetPeriod.DAILY,
                    ZoneId.of("Asia/Kolkata"), Grouping.tag("team"), CostFilter.ALL)).points().get(1).total()).isEqualTo("9.75");
            assertThat(store.find("a").orElseThrow().metadata()).containsEntry("n", new BigDecimal("1.5"));
            assertThat(store.budgets().rearm(NOW)).isEqualTo(2);
            assertThat(store.budgets().check(NOW)).hasSize(7);
        }
    }
}
