package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Alerts of the current period: each once. */
abstract class AlertContract extends StoreContract {

    @Test
    void each_threshold_fires_once_as_the_budget_fills() {
        create(daily());
        spend("49.999999999999999999", NOW, NOW);
        assertThat(check(NOW)).isEmpty();
        spend("0.000000000000000001", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.5");
        assertThat(check(NOW)).isEmpty();
        spend("30", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.8");
        spend("10", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.9");
        spend("50", NOW, NOW);
        assertThat(check(NOW)).containsExactly("1");
        spend("500", NOW, NOW);
        assertThat(check(NOW)).isEmpty();
    }

    @Test
    void an_alert_tells_what_happened() {
        Budget budget = create(daily().id("daily_llm").zone(ZoneId.of("Asia/Kolkata")));
        Instant when = NOW.plusSeconds(1);
        spend("80", NOW, when);
        Instant midnight = Instant.parse("2026-11-24T18:30:00Z");

        List<BudgetAlert> alerts = store.budgets().check(NOW.plusSeconds(9));

        assertThat(alerts)
                .containsExactly(
                        new BudgetAlert(
                                "daily_llm",
                                budget.revision(),
                                BudgetPeriod.DAILY,
                                midnight,
                                0,
                                money("0.5"),
                                money("80"),
                                money("100"),
                                when,
                                false,
                                USD),
                        new BudgetAlert(
                                "daily_llm",
                                budget.revision(),
                                BudgetPeriod.DAILY,
                                midnight,
                                0,
                                money("0.8"),
                                money("80"),
                                money("100"),
                                when,
                                false,
                                USD));
        assertThat(alerts.get(1).message())
                .isEqualTo("Budget 'daily_llm' has reached 80% utilization ($80.00/$100.00)");
        assertThat(store.budgets().alerts(10)).isEqualTo(alerts);
    }

    @Test
    void several_thresholds_at_once_come_ascending_and_budgets_by_id() {
        create(daily().id("b"));
        create(daily().id("a").amount(money("200")));
        create(daily().id("c").category(CostCategory.STORAGE));
        spend("100", NOW, NOW);

        assertThat(store.budgets().check(NOW))
                .extracting(alert -> alert.budgetId() + " " + alert.threshold().toPlainString())
                .containsExactly("a 0.5", "b 0.5", "b 0.8", "b 0.9", "b 1");
    }

    @Test
    void a_credit_does_not_re_arm_an_alert() {
        create(daily());
        spend("80", NOW, NOW);
        spend("-70", NOW, NOW);
        assertThat(status("daily", NOW).spent()).isEqualTo("10");
        assertThat(check(NOW)).containsExactly("0.5", "0.8");
        spend("70.5", NOW, NOW);
        assertThat(check(NOW)).isEmpty();
    }

    @Test
    void a_new_period_starts_afresh_without_any_reset() {
        create(daily());
        spend("100", NOW, NOW);
        assertThat(check(NOW)).hasSize(4);
        Instant midnight = Instant.parse("2026-11-26T00:00:00Z");
        assertThat(check(midnight)).isEmpty();
        assertThat(status("daily", midnight).spent()).isEqualTo("0");
        spend("50", midnight, midnight);
        assertThat(check(midnight)).containsExactly("0.5");
    }

    @Test
    void what_fired_between_two_checks_is_returned_by_the_next_one_even_if_its_period_is_over() {
        create(daily().period(BudgetPeriod.HOURLY));
        spend("50", NOW, NOW);
        Instant later = NOW.plus(5, ChronoUnit.HOURS);
        List<BudgetAlert> alerts = store.budgets().check(later);
        assertThat(thresholds(alerts)).containsExactly("0.5");
        assertThat(alerts.get(0).late()).isFalse();
        assertThat(alerts.get(0).timestamp()).isEqualTo(NOW);
    }

    @Test
    void a_budget_of_nothing_never_alerts() {
        create(daily().amount(BigDecimal.ZERO));
        spend("1", NOW, NOW);
        assertThat(check(NOW)).isEmpty();
        store.budgets().update(daily().amount(money("1")), NOW);
        assertThat(check(NOW)).hasSize(4);
    }

    @Test
    void a_lowered_amount_fires_at_the_next_check_and_a_raised_one_fires_nothing_twice() {
        create(daily());
        spend("45", NOW, NOW);
        assertThat(check(NOW)).isEmpty();
        store.budgets().update(daily().amount(money("50")), NOW);
        assertThat(check(NOW)).containsExactly("0.5", "0.8", "0.9");
        store.budgets().update(daily().amount(money("1000")), NOW);
        spend("900", NOW, NOW);
        assertThat(check(NOW)).isEmpty();
        spend("55", NOW, NOW);
        assertThat(check(NOW)).containsExactly("1");
    }

    @Test
    void a_new_threshold_that_is_reached_already_fires_at_the_next_check() {
        create(daily());
        spend("80", NOW, NOW);
        assertThat(check(NOW)).hasSize(2);
        store.budgets().update(daily().alertThresholds(List.of(money("0.50"), money("0.75"))), NOW);
        assertThat(check(NOW)).containsExactly("0.75");
    }

    @Test
    void a_new_filter_arms_all_alerts_anew_and_a_new_amount_does_not() {
        create(daily());
        spend("60", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.5");
        store.budgets().update(daily().amount(money("101")), NOW);
        assertThat(check(NOW)).isEmpty();
        BudgetSpec refiltered = daily().category(CostCategory.LLM_INFERENCE);
        store.budgets().update(refiltered, NOW);
        assertThat(check(NOW)).containsExactly("0.5");
        store.budgets().update(refiltered.tags(Map.of("no", "match")), NOW);
        assertThat(check(NOW)).isEmpty();
        store.budgets().update(refiltered, NOW);
        assertThat(check(NOW)).containsExactly("0.5");
    }

    @Test
    void arming_by_hand_fires_again_what_is_reached() {
        create(daily());
        create(daily().id("never").amount(money("100000")));
        spend("85", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.5", "0.8");

        assertThat(store.budgets().rearm(NOW)).isEqualTo(2);
        assertThat(check(NOW)).containsExactly("0.5", "0.8");
        assertThat(check(NOW)).isEmpty();
        spend("5", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.9");
        assertThat(store.budgets().alerts(10)).extracting(BudgetAlert::arming).containsExactlyInAnyOrder(0, 0, 1, 1, 1);
        assertClean();
    }

    @Test
    void the_newest_alerts_are_listed_oldest_first_and_outlive_their_budget() {
        create(daily());
        spend("50", NOW, NOW);
        spend("30", NOW.plusSeconds(1), NOW.plusSeconds(1));
        store.budgets().check(NOW.plusSeconds(1));
        spend("10", NOW.plusSeconds(2), NOW.plusSeconds(2));
        store.budgets().delete("daily");

        assertThat(thresholds(store.budgets().alerts(10))).containsExactly("0.5", "0.8", "0.9");
        assertThat(thresholds(store.budgets().alerts(2))).containsExactly("0.8", "0.9");
        assertThat(check(NOW.plusSeconds(3))).containsExactly("0.9");
    }
}
