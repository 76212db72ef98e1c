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
import java.util.List;
import java.util.function.Function;

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
        for (Budget budget : state.pending()) {
            if (budget.filter().covers(offered)) {
                BalanceKey key = budget.keyAt(offered.timestamp());
                state.balance(key, state.balance(key).spend(offered.amount()));
            }
        }
        return new RecordResult.Recorded(offered);
    }

    private void spend(Budget budget, CostEntry entry, Instant now) {
        TimeRange period = budget.periodAt(entry.timestamp());
        BalanceKey key = new BalanceKey(budget.id(), budget.revision(), period.start());
        Balance after = state.balance(key).spend(entry.amount());
        state.balance(key, alerts(budget, period, now) ? fired(budget, key, after, now) : after);
    }

    /**
     * Whether alerts of this period fire now: of the current one and of the one before, if the revision existed in it. A new
     * budget does not alert for a time before it.
     */
    private static boolean alerts(Budget budget, TimeRange period, Instant now) {
        return period.contains(now)
                || (budget.since().isBefore(period.end())
                        && budget.periodBefore(now).equals(period));
    }

    /**
     * Whether {@link #fireDue} would fire anything for this budget.
     *
     * @param balances gives the counter with a key
     * @param now decides the current period
     */
    public static boolean isDue(Budget budget, Function<BalanceKey, Balance> balances, Instant now) {
        return alertingKeys(budget, now).stream()
                .anyMatch(key -> !balances.apply(key).due(budget.spec()).isEmpty());
    }

    /**
     * Fires every threshold that is reached and has not fired yet, of all budgets, whatever brought their counters there. What
     * a transaction makes true it fires itself; this is for what only time does: a period begins over entries dated ahead.
     *
     * @param now decides the current periods
     * @return how many fired
     */
    public int fireDue(Instant now) {
        int fired = 0;
        for (Budget budget : state.budgets()) {
            fired += fireDue(budget, now);
        }
        return fired;
    }

    /**
     * The same of one budget: for one that is new, or counts other entries than before.
     *
     * @param now decides the current period
     * @return how many fired
     */
    public int fireDue(Budget budget, Instant now) {
        int fired = 0;
        for (BalanceKey key : alertingKeys(budget, now)) {
            Balance balance = state.balance(key);
            Balance after = fired(budget, key, balance, now);
            if (after.fired().size() > balance.fired().size()) {
                state.balance(key, after);
                fired += after.fired().size() - balance.fired().size();
            }
        }
        return fired;
    }

    /**
     * Applies another amount or other thresholds: a higher amount arms the alerts whose thresholds are no longer reached, and
     * what is reached now fires.
     *
     * @param changed the budget as it is from now on, of the same revision
     * @param amountBefore its amount until now
     * @param now decides the current period
     * @return how many fired
     */
    public int amend(Budget changed, BigDecimal amountBefore, Instant now) {
        if (changed.amount().compareTo(amountBefore) > 0) {
            for (BalanceKey key : alertingKeys(changed, now)) {
                Balance balance = state.balance(key);
                Balance armed = balance.raised(changed.amount());
                if (armed.arming() != balance.arming()) {
                    state.balance(key, armed);
                }
            }
        }
        return fireDue(changed, now);
    }

    /** The counters whose alerts fire now: of the current period, and of the one before. */
    private static List<BalanceKey> alertingKeys(Budget budget, Instant now) {
        BalanceKey current = budget.keyAt(now);
        TimeRange previous = budget.periodBefore(now);
        return budget.since().isBefore(previous.end())
                ? List.of(current, new BalanceKey(budget.id(), budget.revision(), previous.start()))
                : List.of(current);
    }

    /** Fires what is due; the one place where alerts come from. */
    private Balance fired(Budget budget, BalanceKey key, Balance balance, Instant now) {
        List<BigDecimal> due = balance.due(budget.spec());
        for (BigDecimal threshold : due) {
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
        return due.isEmpty() ? balance : balance.fire(due);
    }

    /**
     * Arms the alerts of every budget's current period again; those whose thresholds are reached fire at once.
     *
     * @param now decides the current periods
     * @return how many budgets there are
     */
    public int rearm(Instant now) {
        for (Budget budget : state.budgets()) {
            BalanceKey key = budget.keyAt(now);
            state.balance(key, fired(budget, key, state.balance(key).rearmed(), now));
        }
        return state.budgets().size();
    }
}
