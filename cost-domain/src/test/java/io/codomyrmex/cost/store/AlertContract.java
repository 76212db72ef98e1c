package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
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
    void a_lowered_amount_fires_and_a_raised_one_arms_what_is_no_longer_reached() {
        create(daily());
        spend("45", NOW, NOW);
        assertThat(check(NOW)).isEmpty();
        store.budgets().update(daily().amount(money("50")), NOW);
        assertThat(check(NOW)).containsExactly("0.5", "0.8", "0.9");
        store.budgets().update(daily().amount(money("1000")), NOW);
        spend("900", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.5", "0.8", "0.9");
        spend("55", NOW, NOW);
        assertThat(check(NOW)).containsExactly("1");
    }

    @Test
    void a_budget_created_over_what_is_spent_fires_as_it_is_created() {
        spend("120", NOW, NOW);
        Instant created = NOW.plusSeconds(60);
        Budget budget = store.budgets().create(daily(), created);

        List<BudgetAlert> alerts = store.budgets().alerts(10);
        assertThat(thresholds(alerts)).containsExactly("0.5", "0.8", "0.9", "1");
        assertThat(alerts).allSatisfy(alert -> {
            assertThat(alert.revision()).isEqualTo(budget.revision());
            assertThat(alert.spend()).isEqualTo("120");
            assertThat(alert.timestamp()).isEqualTo(created);
            assertThat(alert.late()).isFalse();
        });
        spend("1", NOW, created);
        assertThat(store.budgets().fireDue(created)).isZero();
        assertThat(check(created)).hasSize(4);
        assertThat(store.alertOutbox().events(null, 10)).hasSize(4);
    }

    @Test
    void an_amount_lowered_under_what_is_spent_fires_as_it_is_lowered() {
        create(daily());
        spend("45", NOW, NOW);
        store.budgets().update(daily().amount(money("50")), NOW.plusSeconds(1));

        List<BudgetAlert> alerts = store.budgets().alerts(10);
        assertThat(thresholds(alerts)).containsExactly("0.5", "0.8", "0.9");
        assertThat(alerts).allMatch(alert -> alert.timestamp().equals(NOW.plusSeconds(1)));
        assertThat(alerts).extracting(BudgetAlert::budgetAmount).containsOnly(money("50"));
    }

    @Test
    void a_threshold_added_under_what_is_spent_fires_as_it_is_added() {
        create(daily());
        spend("80", NOW, NOW);
        store.budgets().update(daily().alertThresholds(List.of(money("0.5"), money("0.75"))), NOW);
        assertThat(thresholds(store.budgets().alerts(10))).containsExactly("0.5", "0.75", "0.8");
    }

    @Test
    void a_budget_refiltered_over_what_is_spent_fires_as_it_changes() {
        create(daily().category(CostCategory.STORAGE));
        spend("95", NOW, NOW);
        Budget changed = store.budgets().update(daily(), NOW);
        List<BudgetAlert> alerts = store.budgets().alerts(10);
        assertThat(thresholds(alerts)).containsExactly("0.5", "0.8", "0.9");
        assertThat(alerts).extracting(BudgetAlert::revision).containsOnly(changed.revision());
    }

    @Test
    void an_amount_raised_in_mid_period_lets_thresholds_fire_again_that_it_is_below() {
        create(daily().amount(money("10")));
        spend("8.01", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.5", "0.8");
        store.budgets().update(daily().amount(money("100")), NOW);
        assertThat(check(NOW)).isEmpty();

        spend("89.99", NOW, NOW);

        assertThat(check(NOW)).containsExactly("0.5", "0.8", "0.9");
        spend("0.5", NOW, NOW);
        assertThat(check(NOW)).isEmpty();
        assertThat(store.alertOutbox().events(null, 10)).hasSize(5);
        assertClean();
    }

    @Test
    void an_amount_raised_below_what_is_spent_fires_nothing_again() {
        create(daily());
        spend("85", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.5", "0.8");
        store.budgets().update(daily().amount(money("150")), NOW);
        spend("34", NOW, NOW);
        assertThat(check(NOW)).isEmpty();
        spend("1", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.8");
    }

    @Test
    void an_amount_lowered_arms_nothing_that_a_credit_went_below() {
        create(daily());
        spend("60", NOW, NOW);
        spend("-55", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.5");
        store.budgets().update(daily().amount(money("20")), NOW);
        spend("6", NOW, NOW);
        assertThat(check(NOW)).isEmpty();
        spend("5", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.8");
    }

    @Test
    void what_fired_is_known_to_other_handles_and_after_the_budget_was_changed() {
        create(daily());
        spend("85", NOW, NOW);
        try (CostStore other = adapter().another(store)) {
            other.budgets().update(daily().name("Other"), NOW);
            other.record(List.of(CostDraft.of("1").complete("x", NOW)), NOW);
            assertThat(other.budgets().fireDue(NOW)).isZero();
            assertThat(thresholds(other.budgets().alerts(10))).containsExactly("0.5", "0.8");
        }
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
        assertThat(thresholds(store.budgets().alerts(10))).containsExactly("0.5", "0.5", "0.8", "0.8");
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

    @RepeatedTest(5)
    void alerts_follow_the_model_whatever_is_spent_credited_raised_lowered_and_armed_while_time_goes_on() {
        SplittableRandom random = random();
        List<List<BigDecimal>> thresholds = List.of(
                daily().alertThresholds(), List.of(money("0.5"), money("0.75"), money("2")), List.of(money("0.9")));
        create(daily());
        AlertModel model = new AlertModel(money("100"), daily().alertThresholds(), NOW);
        Instant now = NOW;
        for (int i = 0; i < 150; i++) {
            now = now.plus(random.nextInt(300), ChronoUnit.MINUTES);
            switch (random.nextInt(8)) {
                case 0 -> {
                    BigDecimal amount = BigDecimal.valueOf(random.nextInt(5) * 40L);
                    List<BigDecimal> chosen = thresholds.get(random.nextInt(thresholds.size()));
                    store.budgets().update(daily().amount(amount).alertThresholds(chosen), now);
                    model.change(amount, chosen, now);
                }
                case 1 -> {
                    assertThat(store.budgets().rearm(now)).isEqualTo(1);
                    model.rearm(now);
                }
                case 2 -> {
                    store.budgets().fireDue(now);
                    model.look(now);
                }
                default -> {
                    BigDecimal amount = BigDecimal.valueOf(random.nextInt(80) - 20L);
                    Instant at = now.plus(random.nextInt(4) - 2L, ChronoUnit.DAYS);
                    store.record(List.of(CostDraft.of(amount).at(at).complete("e" + i, now)), now);
                    model.spend(amount, at, now);
                }
            }
        }
        assertThat(store.budgets().alerts(1_000))
                .extracting(alert -> AlertModel.line(
                        alert.periodStart(),
                        alert.arming(),
                        alert.threshold(),
                        alert.spend(),
                        alert.budgetAmount(),
                        alert.late()))
                .containsExactlyInAnyOrderElementsOf(model.alerts());
        assertClean();
    }
}
