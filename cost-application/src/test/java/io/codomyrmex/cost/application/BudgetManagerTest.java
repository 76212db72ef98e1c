package io.codomyrmex.cost.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetExistsException;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetManagerTest {

    private final MutableClock clock = new MutableClock("2026-11-25T10:00:00Z");
    private final CostTracker tracker = new CostTracker(new InMemoryCostStore(), clock, ZoneOffset.UTC);
    private final BudgetManager manager = new BudgetManager(tracker);

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }

    private List<String> check() {
        return manager.checkBudgets().stream().map(BudgetAlert::message).toList();
    }

    @Test
    void budgets_are_created_read_updated_and_deleted() {
        Budget budget = manager.create("Daily LLM", money("100"), BudgetPeriod.DAILY);
        assertThat(budget.id()).isEqualTo("daily_llm");
        assertThat(budget.since()).isEqualTo(clock.instant());
        assertThat(manager.find("daily_llm")).contains(budget);
        assertThat(manager.list()).containsExactly(budget);
        assertThatThrownBy(() -> manager.create("daily llm", money("1"), BudgetPeriod.HOURLY))
                .isInstanceOf(BudgetExistsException.class)
                .hasMessageContaining("'daily_llm'");

        Budget raised = manager.update(budget.spec().amount(money("200")));
        assertThat(raised.revision()).isEqualTo(budget.revision());
        assertThat(manager.find("daily_llm")).contains(raised);
        assertThat(manager.delete("daily_llm")).isTrue();
        assertThat(manager.delete("daily_llm")).isFalse();
        assertThat(manager.find("daily_llm")).isEmpty();
        assertThatThrownBy(() -> manager.update(budget.spec())).isInstanceOf(UnknownBudgetException.class);
        assertThatThrownBy(() -> manager.create("x", money("-1"), BudgetPeriod.DAILY))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void utilization_is_that_of_the_current_period() {
        manager.create("day", money("80"), BudgetPeriod.DAILY);
        manager.create("nothing", BigDecimal.ZERO, BudgetPeriod.DAILY);
        tracker.record(CostDraft.of("20"));
        assertThat(manager.utilization("day")).isEqualTo("0.25");
        assertThat(manager.utilization("nothing")).isEqualTo("0");
        assertThat(manager.status("day").remaining()).isEqualTo("60");
        assertThat(manager.statuses())
                .extracting(status -> status.budget().id())
                .containsExactly("day", "nothing");
        clock.advance(Duration.ofDays(1));
        assertThat(manager.utilization("day")).isEqualTo("0");
        assertThatThrownBy(() -> manager.utilization("week"))
                .isInstanceOf(UnknownBudgetException.class)
                .hasMessageContaining("'week'");
    }

    @Test
    void a_check_returns_what_is_new_since_the_last_check_by_anyone() {
        manager.create("daily_llm", money("100"), BudgetPeriod.DAILY);
        BudgetManager other = new BudgetManager(tracker);
        tracker.record(CostDraft.of("80"));
        assertThat(check())
                .containsExactly(
                        "Budget 'daily_llm' has reached 80% utilization ($80.00/$100.00)",
                        "Budget 'daily_llm' has reached 80% utilization ($80.00/$100.00)");
        assertThat(other.checkBudgets()).isEmpty();
        tracker.record(CostDraft.of("-50"));
        tracker.record(CostDraft.of("60"));
        assertThat(other.checkBudgets()).extracting(BudgetAlert::threshold).containsExactly(money("0.9"));
        assertThat(check()).isEmpty();
        assertThat(manager.alerts(10)).hasSize(3);
        assertThat(manager.alerts(1)).extracting(BudgetAlert::threshold).containsExactly(money("0.9"));
    }

    @Test
    void alerts_can_be_armed_again_by_hand_and_are_armed_in_each_new_period() {
        manager.create("hour", money("10"), BudgetPeriod.HOURLY);
        tracker.record(CostDraft.of("5"));
        assertThat(check()).hasSize(1);
        assertThat(manager.resetPeriodAlerts()).isEqualTo(1);
        assertThat(check()).hasSize(1);
        clock.advance(Duration.ofHours(1));
        assertThat(check()).isEmpty();
        tracker.record(CostDraft.of("5"));
        assertThat(check()).hasSize(1);
    }

    @Test
    void spending_is_allowed_up_to_the_limit_of_every_enforced_budget() {
        assertThat(manager.canSpend(money("1000000"))).isTrue();
        manager.create("day", money("10"), BudgetPeriod.DAILY);
        manager.create("month", money("15"), BudgetPeriod.MONTHLY);
        manager.create(BudgetSpec.of("watch", money("1"), BudgetPeriod.DAILY).enforced(false));
        tracker.record(CostDraft.of("8"));
        assertThat(manager.canSpend(money("2"))).isTrue();
        assertThat(manager.canSpend(money("2.000000000000000001"))).isFalse();
        assertThat(manager.canSpend(money("7"), "month")).isTrue();
        assertThat(manager.canSpend(money("100"), "watch")).isTrue();
        clock.advance(Duration.ofDays(1));
        assertThat(manager.canSpend(money("7"))).isTrue();
        assertThat(manager.canSpend(money("7.01"))).isFalse();
        assertThat(manager.ask(money("7.01"), SpendScope.ALL)
                        .binding()
                        .orElseThrow()
                        .status()
                        .budget()
                        .id())
                .isEqualTo("month");
    }

    @Test
    void a_question_with_category_and_tags_is_about_the_budgets_that_cover_them() {
        manager.create(BudgetSpec.of("storage", money("1"), BudgetPeriod.DAILY).category(CostCategory.STORAGE));
        manager.create(BudgetSpec.of("team", money("5"), BudgetPeriod.DAILY).tags(Map.of("team", "x")));
        assertThat(manager.canSpend(money("2"))).isFalse();
        assertThat(manager.canSpend(money("2"), CostCategory.OTHER, Map.of())).isTrue();
        assertThat(manager.canSpend(money("2"), CostCategory.STORAGE, Map.of())).isFalse();
        assertThat(manager.canSpend(money("5"), CostCategory.OTHER, Map.of("team", "x", "env", "prod")))
                .isTrue();
        assertThat(manager.canSpend(money("5.01"), CostCategory.OTHER, Map.of("team", "x")))
                .isFalse();
    }

    @Test
    void a_question_with_bad_input_is_refused() {
        assertThatThrownBy(() -> manager.canSpend(money("-1"))).hasMessage("amount '-1' must be zero or more");
        assertThatThrownBy(() -> manager.canSpend(null)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> manager.canSpend(money("1E-19"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> manager.canSpend(money("1"), "unknown"))
                .isInstanceOf(UnknownBudgetException.class)
                .hasMessage("budget id 'unknown' does not exist");
        assertThatThrownBy(() -> manager.canSpend(money("1"), CostCategory.OTHER, null))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void an_id_that_no_store_can_hold_is_refused_before_the_store_is_asked() {
        String id = "a\0b";
        List<Runnable> questions = List.of(
                () -> manager.find(id),
                () -> manager.delete(id),
                () -> manager.status(id),
                () -> manager.release(id),
                () -> manager.findHold(id),
                () -> tracker.find(id));
        for (Runnable question : questions) {
            assertThatThrownBy(question::run)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("id 'a\\u0000b' must not contain the NUL character");
        }
    }
}
