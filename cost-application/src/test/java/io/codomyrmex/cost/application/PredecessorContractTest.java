package io.codomyrmex.cost.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.StoreUnavailableException;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users of the predecessor, {@code codomyrmex.cloud.cost_management}, rely on: one test for each concept. */
class PredecessorContractTest {

    private final MutableClock clock = new MutableClock("2026-11-25T10:00:00Z");
    private final CostStore store = new InMemoryCostStore();
    private final CostTracker tracker = new CostTracker(store, clock, ZoneOffset.UTC);
    private final BudgetManager manager = new BudgetManager(tracker);

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }

    @Test
    void cost_category_has_seven_values_with_wire_names_and_a_default() {
        assertThat(Stream.of(CostCategory.values()).map(Enum::name))
                .containsExactly(
                        "LLM_INFERENCE", "LLM_EMBEDDING", "COMPUTE", "STORAGE", "NETWORK", "API_CALLS", "OTHER");
        assertThat(CostCategory.LLM_EMBEDDING.wireName()).isEqualTo("llm_embedding");
        assertThat(tracker.record(CostDraft.of("1")).category()).isEqualTo(CostCategory.LLM_INFERENCE);
    }

    @Test
    void budget_period_has_four_values() {
        assertThat(Stream.of(BudgetPeriod.values()).map(Enum::name))
                .containsExactly("HOURLY", "DAILY", "WEEKLY", "MONTHLY");
    }

    @Test
    void cost_entry_is_one_cost_record() {
        CostEntry entry = tracker.record(new CostDraft(
                "id-1",
                money("0.25"),
                CostCategory.COMPUTE,
                "training",
                "gpu-7",
                Map.of("team", "ml"),
                Map.of("hours", 3),
                clock.instant()));
        assertThat(entry)
                .isEqualTo(new CostEntry(
                        "id-1",
                        money("0.25"),
                        CostCategory.COMPUTE,
                        "training",
                        "gpu-7",
                        Map.of("team", "ml"),
                        Map.of("hours", 3),
                        clock.instant()));
    }

    @Test
    void budget_has_period_category_filter_and_thresholds_and_gives_its_period_start() {
        Budget budget = manager.create(
                BudgetSpec.of("Weekly LLM", money("10"), BudgetPeriod.WEEKLY).category(CostCategory.LLM_INFERENCE));
        assertThat(budget.period()).isEqualTo(BudgetPeriod.WEEKLY);
        assertThat(budget.filter().category()).isEqualTo(CostCategory.LLM_INFERENCE);
        assertThat(budget.spec().alertThresholds()).hasSize(4);
        assertThat(budget.periodStart(clock.instant())).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
    }

    @Test
    void cost_summary_has_total_by_category_by_resource_and_by_tag() {
        tracker.record(CostDraft.of("1")
                .category(CostCategory.STORAGE)
                .resource("disk")
                .tag("team", "a"));
        tracker.record(CostDraft.of("2").resource("gpt-4o").tag("team", "a").tag("env", "prod"));
        tracker.record(CostDraft.of("4").resource("gpt-4o").tag("team", "b"));
        CostSummary summary = tracker.summary(BudgetPeriod.DAILY);
        assertThat(summary.total()).isEqualTo("7");
        assertThat(summary.entryCount()).isEqualTo(3);
        assertThat(summary.byCategory())
                .isEqualTo(Map.of(CostCategory.STORAGE, money("1"), CostCategory.LLM_INFERENCE, money("6")));
        assertThat(summary.byResource()).isEqualTo(Map.of("disk", money("1"), "gpt-4o", money("6")));
        assertThat(summary.byTag())
                .isEqualTo(Map.of(
                        "team", Map.of("a", money("3"), "b", money("4")),
                        "env", Map.of("prod", money("2"))));
    }

    @Test
    void budget_alert_has_utilization_and_message() {
        manager.create("daily_llm", money("100"), BudgetPeriod.DAILY);
        tracker.record(CostDraft.of("80"));
        BudgetAlert alert = manager.checkBudgets().get(1);
        assertThat(alert.utilization()).isEqualTo("0.8");
        assertThat(alert.message()).isEqualTo("Budget 'daily_llm' has reached 80% utilization ($80.00/$100.00)");
    }

    @Test
    void cost_store_saves_and_gets_entries_from_many_threads() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        for (int i = 0; i < 1_600; i++) {
            String id = "n" + i;
            threads.execute(() -> tracker.record(CostDraft.of("0.01").id(id)));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(store.find("n1599")).isPresent();
        assertThat(tracker.summary().total()).isEqualTo("16");
        assertThat(store.verify().clean()).isTrue();
    }

    @Test
    void cost_tracker_records_sums_and_totals_a_period_in_memory_by_default() {
        CostTracker simple = new CostTracker();
        simple.record(money("1.5"), CostCategory.API_CALLS, "geocoding", Map.of("team", "maps"));
        assertThat(simple.store()).isInstanceOf(InMemoryCostStore.class);
        assertThat(simple.summary(BudgetPeriod.MONTHLY).byCategory()).containsOnlyKeys(CostCategory.API_CALLS);
        assertThat(simple.total(BudgetPeriod.MONTHLY)).isEqualTo("1.5");
    }

    @Test
    void budget_manager_is_built_on_a_tracker_and_does_all_that_budgets_need() {
        Budget budget = manager.create("day", money("10"), BudgetPeriod.DAILY);
        tracker.record(CostDraft.of("5"));
        assertThat(manager.find("day")).contains(budget);
        assertThat(manager.utilization("day")).isEqualTo("0.5");
        assertThat(manager.checkBudgets()).hasSize(1);
        assertThat(manager.canSpend(money("5"))).isTrue();
        assertThat(manager.resetPeriodAlerts()).isEqualTo(1);
        assertThat(manager.update(budget.spec().amount(money("20"))).amount()).isEqualTo("20");
        assertThat(manager.delete("day")).isTrue();
    }

    @Test
    void each_default_threshold_fires_once_per_period() {
        manager.create("day", money("100"), BudgetPeriod.DAILY);
        for (int day = 0; day < 3; day++) {
            StringBuilder fired = new StringBuilder();
            for (int i = 0; i < 12; i++) {
                tracker.record(CostDraft.of("10"));
                manager.checkBudgets()
                        .forEach(alert -> fired.append(alert.threshold()).append(' '));
            }
            assertThat(fired.toString()).isEqualTo("0.5 0.8 0.9 1 ");
            clock.advance(Duration.ofDays(1));
        }
    }

    @Test
    void can_spend_is_false_if_any_budget_would_be_exceeded() {
        manager.create("large", money("100"), BudgetPeriod.MONTHLY);
        manager.create("small", money("10"), BudgetPeriod.DAILY);
        assertThat(manager.canSpend(money("10"))).isTrue();
        assertThat(manager.canSpend(money("10.01"))).isFalse();
    }

    @Test
    void errors_are_logged_before_they_are_rethrown() {
        try (Logged logged = new Logged()) {
            store.close();
            assertThatThrownBy(() -> tracker.record(CostDraft.of("1"))).isInstanceOf(StoreUnavailableException.class);
            assertThat(logged.records()).hasSize(1);
        }
    }

    @Test
    void outcomes_are_values_for_callers_who_want_no_exceptions() {
        assertThat(tracker.offerAll(List.of(
                        CostDraft.of("1").id("a"),
                        CostDraft.of("1").id("a"),
                        CostDraft.of("2").id("a"),
                        CostDraft.of("1E-19"))))
                .extracting(RecordResult::status)
                .containsExactly("recorded", "duplicate", "conflict", "rejected");
        manager.create("day", money("10"), BudgetPeriod.DAILY);
        assertThat(manager.ask(money("9"), SpendScope.ALL).allowed()).isTrue();
        assertThat(manager.ask(money("9.01"), SpendScope.ALL).binding()).isPresent();
    }
}
