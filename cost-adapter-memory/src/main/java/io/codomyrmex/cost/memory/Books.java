package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.input.CodePointOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the ledger holds. Not thread-safe: see {@link Access}. The budgets, their counters, and what {@link Holds} says can be
 * read at any time, though not as of one moment.
 */
final class Books {

    private final Currency currency;
    private final Entries entries = new Entries();
    private final Rollup hours = new Rollup(ChronoUnit.HOURS);
    private final Rollup days = new Rollup(ChronoUnit.DAYS);
    private final TreeMap<String, Budget> budgets = new TreeMap<>(CodePointOrder.CODE_POINTS);
    private volatile List<Budget> budgetList = List.of();
    private final Map<BalanceKey, Balance> balances = new ConcurrentHashMap<>();
    private final Alerts alerts = new Alerts();
    private final Holds holds = new Holds();
    private final List<Backfill> backfills = new ArrayList<>();
    private long revisions;

    Books(Currency currency) {
        this.currency = currency;
    }

    Currency currency() {
        return currency;
    }

    /** Add through a transaction only: rollups and counters must follow. */
    Entries entries() {
        return entries;
    }

    Rollup hours() {
        return hours;
    }

    Rollup days() {
        return days;
    }

    Holds holds() {
        return holds;
    }

    Alerts alerts() {
        return alerts;
    }

    Collection<Budget> budgets() {
        return budgetList;
    }

    @Nullable
    Budget budget(String id) {
        return budgets.get(id);
    }

    /** Keeps a budget, new or changed, whose counters stay. */
    void keep(Budget budget) {
        budgets.put(budget.id(), budget);
        budgetsChanged();
    }

    /** Keeps a budget with these counters, in one step, in the place of the one with its id, if any, and of its counters. */
    void replace(Budget budget, Map<BalanceKey, Balance> counters) {
        removeCounters(budget.id());
        balances.putAll(counters);
        keep(budget);
    }

    /** Removes a budget and its counters; false if there is none. */
    boolean remove(String budgetId) {
        if (budgets.remove(budgetId) == null) {
            return false;
        }
        budgetsChanged();
        removeCounters(budgetId);
        return true;
    }

    private void removeCounters(String budgetId) {
        balances.keySet().removeIf(key -> key.budgetId().equals(budgetId));
    }

    private void budgetsChanged() {
        budgetList = List.copyOf(budgets.values());
        holds.unsettle();
    }

    /** Keeps a hold, new or with another status. */
    void keep(Hold hold) {
        holds.put(hold, budgetList);
    }

    /** Sums up which of the held money is overdue at this moment, for {@link #liveBalance}. */
    void settleHolds(Instant at) {
        holds.settle(at, budgetList);
    }

    /** The counter without what is overdue, at a moment that the holds are settled for. */
    Balance liveBalance(BalanceKey key) {
        Balance balance = balance(key);
        BigDecimal overdue = holds.overdue(key);
        return overdue.signum() == 0 ? balance : balance.hold(overdue.negate());
    }

    /** The revisions that are being back-filled, and that each new entry is to be told to. */
    List<Backfill> backfills() {
        return backfills;
    }

    /** A number that no revision had before. */
    long nextRevision() {
        return ++revisions;
    }

    Balance balance(BalanceKey key) {
        return balances.getOrDefault(key, Balance.ZERO);
    }

    /** All counters, of all budgets; to be changed by the ledger's changes only. */
    Map<BalanceKey, Balance> balances() {
        return balances;
    }
}
