package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Alerts of entries whose time is not now. */
abstract class LateAlertContract extends StoreContract {

    private static final Instant YESTERDAY = NOW.minus(1, ChronoUnit.DAYS);
    private static final Instant TOMORROW = NOW.plus(1, ChronoUnit.DAYS);

    @Test
    void a_late_entry_of_the_previous_period_fires_there_and_says_that_it_is_late() {
        store.budgets().create(daily(), YESTERDAY);
        spend("60", YESTERDAY, YESTERDAY);
        assertThat(check(YESTERDAY)).containsExactly("0.5");
        spend("30", YESTERDAY, NOW);
        spend("50", NOW, NOW);

        List<BudgetAlert> alerts = store.budgets().check(NOW);

        assertThat(alerts).extracting(BudgetAlert::late).containsExactly(true, true, false);
        assertThat(thresholds(alerts)).containsExactly("0.8", "0.9", "0.5");
        assertThat(alerts.get(0).periodStart()).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(alerts.get(0).spend()).isEqualTo("90");
        assertThat(alerts.get(0).timestamp()).isEqualTo(NOW);
        assertThat(check(NOW)).isEmpty();
    }

    @Test
    void what_a_late_entry_reached_is_returned_even_if_a_credit_and_more_periods_come_before_the_check() {
        Instant lastHour = NOW.minus(1, ChronoUnit.HOURS);
        store.budgets().create(daily().period(BudgetPeriod.HOURLY), lastHour);
        spend("50", lastHour, NOW);
        spend("-50", lastHour, NOW);

        List<BudgetAlert> alerts = store.budgets().check(NOW.plus(5, ChronoUnit.HOURS));

        assertThat(thresholds(alerts)).containsExactly("0.5");
        assertThat(alerts.get(0).late()).isTrue();
        assertThat(alerts.get(0).timestamp()).isEqualTo(NOW);
    }

    @Test
    void an_entry_of_an_older_period_is_recorded_only() {
        Instant before = NOW.minus(2, ChronoUnit.DAYS);
        store.budgets().create(daily(), before);
        spend("100", before, NOW);
        assertThat(check(NOW)).isEmpty();
        assertThat(status("daily", before).spent()).isEqualTo("100");
        assertThat(store.budgets().alerts(10)).isEmpty();
    }

    @Test
    void the_previous_period_is_the_one_of_the_budgets_zone() {
        ZoneId kolkata = ZoneId.of("Asia/Kolkata");
        store.budgets().create(daily().zone(kolkata), YESTERDAY.minus(2, ChronoUnit.DAYS));
        Instant oneDayBack = Instant.parse("2026-11-24T18:29:59.999999Z");
        Instant twoDaysBack = Instant.parse("2026-11-23T18:29:59.999999Z");
        spend("50", twoDaysBack, NOW);
        assertThat(check(NOW)).isEmpty();
        spend("80", oneDayBack, NOW);
        List<BudgetAlert> alerts = store.budgets().check(NOW);
        assertThat(thresholds(alerts)).containsExactly("0.5", "0.8");
        assertThat(alerts).allMatch(BudgetAlert::late);
    }

    @Test
    void an_entry_dated_ahead_fires_when_its_period_comes() {
        create(daily());
        spend("90", TOMORROW, NOW);
        assertThat(check(NOW)).isEmpty();
        assertThat(check(Instant.parse("2026-11-25T23:59:59.999999Z"))).isEmpty();

        List<BudgetAlert> alerts = store.budgets().check(TOMORROW);
        assertThat(thresholds(alerts)).containsExactly("0.5", "0.8", "0.9");
        assertThat(alerts).noneMatch(BudgetAlert::late);
        assertThat(check(TOMORROW)).isEmpty();
    }

    @Test
    void an_entry_dated_ahead_that_no_check_saw_fires_late_in_the_period_after() {
        create(daily().period(BudgetPeriod.HOURLY));
        spend("50", NOW.plus(1, ChronoUnit.HOURS), NOW);
        List<BudgetAlert> alerts = store.budgets().check(NOW.plus(2, ChronoUnit.HOURS));
        assertThat(thresholds(alerts)).containsExactly("0.5");
        assertThat(alerts.get(0).late()).isTrue();
    }

    @Test
    void a_new_budget_does_not_alert_for_the_time_before_it_but_for_its_first_period() {
        spend("100", YESTERDAY, YESTERDAY);
        spend("50", NOW, NOW);
        create(daily());
        List<BudgetAlert> alerts = store.budgets().check(NOW);
        assertThat(thresholds(alerts)).containsExactly("0.5");
        assertThat(alerts.get(0).late()).isFalse();
        assertThat(status("daily", YESTERDAY).spent()).isEqualTo("100");
    }

    @Test
    void a_lowered_amount_fires_in_the_previous_period_too() {
        store.budgets().create(daily(), YESTERDAY);
        spend("50", YESTERDAY, YESTERDAY);
        assertThat(check(YESTERDAY)).containsExactly("0.5");
        store.budgets().update(daily().amount(money("60")), NOW);
        List<BudgetAlert> alerts = store.budgets().check(NOW);
        assertThat(thresholds(alerts)).containsExactly("0.8");
        assertThat(alerts.get(0).late()).isTrue();
        assertThat(alerts.get(0).budgetAmount()).isEqualTo("60");
    }

    @Test
    void an_entry_dated_ahead_fires_once_time_has_come_without_a_check() {
        create(daily());
        spend("90", TOMORROW, NOW);
        assertThat(store.budgets().fireDue(NOW)).isZero();
        assertThat(store.budgets().fireDue(Instant.parse("2026-11-25T23:59:59.999999Z")))
                .isZero();

        assertThat(store.budgets().fireDue(TOMORROW)).isEqualTo(3);
        assertThat(store.budgets().fireDue(TOMORROW)).isZero();
        List<BudgetAlert> alerts = store.budgets().alerts(10);
        assertThat(thresholds(alerts)).containsExactly("0.5", "0.8", "0.9");
        assertThat(alerts).noneMatch(BudgetAlert::late);
        assertThat(store.alertOutbox().events(null, 10)).hasSize(3);
        assertThat(check(TOMORROW)).containsExactly("0.5", "0.8", "0.9");
    }

    @Test
    void a_period_that_was_over_before_anybody_looked_fires_late() {
        create(daily().period(BudgetPeriod.HOURLY));
        spend("50", NOW.plus(1, ChronoUnit.HOURS), NOW);
        assertThat(store.budgets().fireDue(NOW.plus(2, ChronoUnit.HOURS))).isEqualTo(1);
        assertThat(store.budgets().alerts(10).get(0).late()).isTrue();
        spend("50", NOW.plus(9, ChronoUnit.HOURS), NOW);
        assertThat(store.budgets().fireDue(NOW.plus(11, ChronoUnit.HOURS))).isZero();
    }

    @Test
    void the_first_entry_of_a_period_fires_what_entries_dated_ahead_have_reached() {
        create(daily());
        spend("90", TOMORROW, NOW);
        spend("0.01", TOMORROW, TOMORROW);
        assertThat(thresholds(store.budgets().alerts(10))).containsExactly("0.5", "0.8", "0.9");
    }

    @Test
    void a_late_entry_of_a_time_before_the_budget_is_recorded_only() {
        create(daily());
        spend("100", YESTERDAY, NOW);
        assertThat(check(NOW)).isEmpty();
        assertThat(status("daily", YESTERDAY).spent()).isEqualTo("100");
    }

    @Test
    void an_amount_raised_arms_what_is_no_longer_reached_in_the_previous_period_too() {
        store.budgets().create(daily(), YESTERDAY);
        spend("50", YESTERDAY, YESTERDAY);
        assertThat(check(YESTERDAY)).containsExactly("0.5");
        store.budgets().update(daily().amount(money("200")), NOW);
        spend("49", YESTERDAY, NOW);
        assertThat(check(NOW)).isEmpty();
        spend("1", YESTERDAY, NOW);
        List<BudgetAlert> alerts = store.budgets().check(NOW);
        assertThat(thresholds(alerts)).containsExactly("0.5");
        assertThat(alerts.get(0).late()).isTrue();
    }
}
