package io.codomyrmex.cost.ledger;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rules by which entries, counters and alerts change together, within one transaction of a store. */
public final class Ledger {

    private final LedgerState state;

    /**
     * @param state the transaction's state
     */
    public Ledger(LedgerState state) {
        this.state = state;
    }

    /**
     * Takes an offer: a new id is stored and counted, a known one is a duplicate or a conflict and changes nothing.
     *
     * @param posting the offer
     * @param now decides which periods are current, for alerts
     */
    public RecordResult record(Posting posting, Instant now) {
        CostEntry offered = posting.entry();
        CostEntry stored = state.entry(offered.id());
        if (stored != null) {
            return posting.repeats(stored)
                    ? new RecordResult.Duplicate(stored)
                    : new RecordResult.Conflict(stored, offered);
        }
        state.add(offered);
        for (Budget budget : state.budgets()) {
            if (budget.filter().covers(offered)) {
                spend(budget, offered, now);
            }
        }
        return new RecordResult.Recorded(offered);
    }

    private void spend(Budget budget, CostEntry entry, Instant now) {
        TimeRange period = budget.periodAt(entry.timestamp());
        BalanceKey key = new BalanceKey(budget.id(), budget.revision(), period.start());
        Balance before = state.balance(key);
        Balance after = before.spend(entry.amount());
        state.balance(key, after);
        if (entry.amount().signum() > 0 && alerting(budget, period, now)) {
            fire(budget, key, after, now, before.spent());
        }
    }

    /** Whether spending in this period fires alerts now: in the current and in the previous one. */
    private static boolean alerting(Budget budget, TimeRange period, Instant now) {
        return period.contains(now) || budget.periodBefore(now).equals(period);
    }

    /**
     * Fires every threshold that the counters of the current periods have reached, whatever brought them there: an entry
     * dated ahead, a lowered amount, a back-fill. Of the previous period only if the revision existed in it: a new budget
     * does not alert for a time before it.
     *
     * @param now decides the current periods
     */
    public void check(Instant now) {
        for (Budget budget : state.budgets()) {
            TimeRange current = budget.periodAt(now);
            check(budget, current, now);
            TimeRange previous = budget.periodBefore(now);
            if (budget.since().isBefore(previous.end())) {
                check(budget, previous, now);
            }
        }
    }

    private void check(Budget budget, TimeRange period, Instant now) {
        BalanceKey key = new BalanceKey(budget.id(), budget.revision(), period.start());
        fire(budget, key, state.balance(key), now, null);
    }

    /** Fires the thresholds that the balance has reached; with a spend before, only those that it had not. */
    private void fire(Budget budget, BalanceKey key, Balance balance, Instant now, @Nullable BigDecimal spentBefore) {
        if (budget.amount().signum() == 0) {
            return;
        }
        for (BigDecimal threshold : budget.spec().alertThresholds()) {
            BigDecimal mark = threshold.multiply(budget.amount());
            if (balance.spent().compareTo(mark) < 0) {
                return;
            }
            if (spentBefore == null || spentBefore.compareTo(mark) < 0) {
                state.fire(new BudgetAlert(
                        budget.id(),
                        budget.revision(),
                        budget.period(),
                        key.periodStart(),
                        balance.arming(),
                        threshold,
                        balance.spent(),
                        budget.amount(),
                        now,
                        !budget.periodAt(now).start().equals(key.periodStart()),
                        state.currency()));
            }
        }
    }

    /**
     * Arms the alerts of every budget's current period again.
     *
     * @param now decides the current periods
     * @return how many budgets there are
     */
    public int rearm(Instant now) {
        for (Budget budget : state.budgets()) {
            BalanceKey key = budget.keyAt(now);
            state.balance(key, state.balance(key).rearmed());
        }
        return state.budgets().size();
    }
}
