package io.codomyrmex.cost.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The rules on a state of plain maps: what they read, change and fire. The contract of the stores covers the rest. */
class LedgerTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final Instant YESTERDAY = NOW.minus(1, ChronoUnit.DAYS);
    private static final BudgetSpec DAILY = BudgetSpec.of("daily", new BigDecimal("100"), BudgetPeriod.DAILY);

    private final MapState state = new MapState();
    private final Ledger ledger = new Ledger(state);

    private static final class MapState implements LedgerState {
        final List<Budget> budgets = new ArrayList<>();
        final List<Budget> pending = new ArrayList<>();
        final Map<BalanceKey, Balance> balances = new TreeMap<>();
        final Map<String, CostEntry> entries = new HashMap<>();
        final List<BudgetAlert> alerts = new ArrayList<>();
        final Map<String, Hold> holds = new TreeMap<>();

        @Override
        public Currency currency() {
            return Currency.getInstance("USD");
        }

        @Override
        public Collection<Budget> budgets() {
            return budgets;
        }

        @Override
        public Collection<Budget> pending() {
            return pending;
        }

        @Override
        public Balance balance(BalanceKey key) {
            return balances.getOrDefault(key, Balance.ZERO);
        }

        @Override
        public void balance(BalanceKey key, Balance balance) {
            balances.put(key, balance);
        }

        @Override
        public CostEntry entry(String id) {
            return entries.get(id);
        }

        @Override
        public void add(CostEntry entry) {
            assertThat(entries.put(entry.id(), entry)).isNull();
        }

        @Override
        public Hold hold(String id) {
            return holds.get(id);
        }

        @Override
        public void hold(Hold hold) {
            holds.put(hold.id(), hold);
        }

        @Override
        public Collection<Hold> overdue(Instant now) {
            return List.of();
        }

        @Override
        public void fire(BudgetAlert alert) {
            alerts.add(alert);
        }
    }

    private Budget budget(BudgetSpec spec, Instant since) {
        Budget budget = new Budget(spec, state.budgets.size() + 1, since);
        state.budgets.add(budget);
        return budget;
    }

    private RecordResult record(String id, String amount, Instant at) {
        return ledger.record(CostDraft.of(amount).at(at).complete(id, NOW), NOW);
    }

    private List<String> fired() {
        List<String> fired = state.alerts.stream()
                .map(alert -> alert.threshold().toPlainString() + (alert.late() ? " late" : ""))
                .toList();
        state.alerts.clear();
        return fired;
    }

    @Test
    void a_new_entry_counts_in_the_budgets_that_cover_it_and_in_no_other() {
        Budget all = budget(DAILY, NOW);
        Budget month = budget(DAILY.id("month").period(BudgetPeriod.MONTHLY), NOW);
        budget(DAILY.id("storage").category(CostCategory.STORAGE), NOW);
        budget(DAILY.id("team").tags(Map.of("team", "x")), NOW);
        record("a", "1.5", NOW);
        assertThat(state.balances)
                .isEqualTo(Map.of(
                        all.keyAt(NOW), Balance.ZERO.spend(new BigDecimal("1.5")),
                        month.keyAt(NOW), Balance.ZERO.spend(new BigDecimal("1.5"))));
    }

    @Test
    void a_pending_revision_counts_and_fires_nothing() {
        Budget pending = new Budget(DAILY, 7, NOW);
        state.pending.add(pending);
        record("a", "100", NOW);
        assertThat(state.balance(pending.keyAt(NOW)).spent()).isEqualTo("100");
        assertThat(ledger.fireDue(NOW)).isZero();
        assertThat(ledger.rearm(NOW)).isZero();
        assertThat(fired()).isEmpty();
    }

    @Test
    void duplicates_and_conflicts_touch_nothing() {
        budget(DAILY, NOW);
        record("a", "60", NOW);
        Map<BalanceKey, Balance> balances = Map.copyOf(state.balances);
        assertThat(fired()).containsExactly("0.5");
        assertThat(record("a", "60.0", NOW)).isInstanceOf(RecordResult.Duplicate.class);
        assertThat(record("a", "61", NOW)).isInstanceOf(RecordResult.Conflict.class);
        assertThat(state.balances).isEqualTo(balances);
        assertThat(fired()).isEmpty();
    }

    @Test
    void an_entry_fires_what_is_reached_and_has_not_fired_yet() {
        budget(DAILY, NOW);
        record("a", "49.99", NOW);
        assertThat(fired()).isEmpty();
        record("b", "0.01", NOW);
        assertThat(fired()).containsExactly("0.5");
        record("c", "1", NOW);
        assertThat(fired()).isEmpty();
        record("d", "-100", NOW);
        record("e", "0", NOW);
        assertThat(fired()).isEmpty();
        record("f", "149", NOW);
        assertThat(fired()).containsExactly("0.8", "0.9", "1");
    }

    @Test
    void an_entry_fires_what_others_before_it_have_reached() {
        Budget budget = budget(DAILY, NOW);
        state.balance(budget.keyAt(NOW), Balance.ZERO.spend(new BigDecimal("85")));
        record("a", "-1", NOW);
        assertThat(fired()).containsExactly("0.5", "0.8");
        assertThat(state.balance(budget.keyAt(NOW)).fired())
                .containsExactly(new BigDecimal("0.5"), new BigDecimal("0.8"));
    }

    @Test
    void nothing_fires_for_a_time_before_the_revision() {
        budget(DAILY, Instant.parse("2026-11-25T00:00:00Z"));
        record("a", "500", YESTERDAY);
        assertThat(fired()).isEmpty();
    }

    @Test
    void a_raised_amount_arms_only_what_is_no_longer_reached() {
        Budget before = budget(DAILY, NOW);
        record("a", "85", NOW);
        assertThat(fired()).containsExactly("0.5", "0.8");
        Budget raised = new Budget(DAILY.amount(new BigDecimal("150")), 1, NOW);
        state.budgets.set(0, raised);
        assertThat(ledger.amend(raised, before.amount(), NOW)).isZero();
        assertThat(state.balance(before.keyAt(NOW)))
                .isEqualTo(new Balance(new BigDecimal("85"), BigDecimal.ZERO, 1, List.of(new BigDecimal("0.5"))));
        record("b", "45", NOW);
        assertThat(fired()).containsExactly("0.8");
    }

    @Test
    void a_lowered_amount_fires_and_arms_nothing() {
        Budget before = budget(DAILY, NOW);
        record("a", "60", NOW);
        record("b", "-55", NOW);
        assertThat(fired()).containsExactly("0.5");
        Budget lowered = new Budget(DAILY.amount(new BigDecimal("20")), 1, NOW);
        state.budgets.set(0, lowered);
        assertThat(ledger.amend(lowered, before.amount(), NOW)).isZero();
        record("c", "11", NOW);
        assertThat(fired()).containsExactly("0.8");
        assertThat(state.balance(before.keyAt(NOW)).arming()).isZero();
    }

    @Test
    void entries_fire_in_the_current_and_the_previous_period_and_in_no_other() {
        budget(DAILY, NOW.minus(9, ChronoUnit.DAYS));
        record("previous", "50", YESTERDAY);
        assertThat(fired()).containsExactly("0.5 late");
        record("older", "50", YESTERDAY.minus(1, ChronoUnit.DAYS));
        record("ahead", "50", NOW.plus(1, ChronoUnit.DAYS));
        assertThat(fired()).isEmpty();
    }

    @Test
    void what_is_reached_and_has_not_fired_fires_in_the_current_and_the_previous_period() {
        Budget budget = budget(DAILY, YESTERDAY);
        state.balance(budget.keyAt(NOW), Balance.ZERO.spend(new BigDecimal("80")));
        state.balance(budget.keyAt(YESTERDAY), Balance.ZERO.spend(new BigDecimal("50")));
        state.balance(budget.keyAt(YESTERDAY.minus(1, ChronoUnit.DAYS)), Balance.ZERO.spend(new BigDecimal("500")));
        ledger.fireDue(NOW);
        assertThat(fired()).containsExactly("0.5", "0.8", "0.5 late");
    }

    @Test
    void what_is_due_is_looked_for_only_as_far_back_as_the_revision() {
        Budget budget = budget(DAILY, Instant.parse("2026-11-25T00:00:00Z"));
        state.balance(budget.keyAt(YESTERDAY), Balance.ZERO.spend(new BigDecimal("500")));
        ledger.fireDue(NOW);
        assertThat(fired()).isEmpty();
        state.budgets.set(0, new Budget(DAILY, 1, Instant.parse("2026-11-24T23:59:59.999999Z")));
        ledger.fireDue(NOW);
        assertThat(fired()).hasSize(4);
    }

    @Test
    void a_threshold_is_compared_by_product_and_not_by_quotient() {
        BudgetSpec thirds = DAILY.amount(new BigDecimal("0.000000000000000003"))
                .alertThresholds(List.of(new BigDecimal("0.333333333333333334")));
        budget(thirds, NOW);
        record("a", "0.000000000000000001", NOW);
        assertThat(fired()).isEmpty();
        record("b", "0.000000000000000001", NOW);
        assertThat(fired()).containsExactly("0.333333333333333334");
    }

    @Test
    void arming_touches_the_current_period_of_every_budget() {
        Budget daily = budget(DAILY, NOW);
        Budget hourly = budget(DAILY.id("hourly").period(BudgetPeriod.HOURLY), NOW);
        assertThat(ledger.rearm(NOW)).isEqualTo(2);
        assertThat(ledger.rearm(NOW)).isEqualTo(2);
        assertThat(state.balances.keySet()).containsExactlyInAnyOrder(daily.keyAt(NOW), hourly.keyAt(NOW));
        assertThat(state.balances.values()).extracting(Balance::arming).containsOnly(2);
    }
}
