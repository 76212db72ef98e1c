package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
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
 * All that the ledger holds. Not thread-safe: see {@link Access}. The budgets, their counters, and whether holds may be overdue
 * can be read at any time, though not as of one moment.
 */
final class Books {

    private final Currency currency;
    private final Entries entries = new Entries();
    private final Rollup hours = new Rollup(ChronoUnit.HOURS);
    private final Rollup days = new Rollup(ChronoUnit.DAYS);
    private final TreeMap<String, Budget> budgets = new TreeMap<>();
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

    void keep(Budget budget) {
        budgets.put(budget.id(), budget);
        budgetList = List.copyOf(budgets.values());
    }

    /** Removes a budget and its counters; false if there is none. */
    boolean remove(String budgetId) {
        Budget budget = budgets.remove(budgetId);
        if (budget == null) {
            return false;
        }
        budgetList = List.copyOf(budgets.values());
        removeCounters(budgetId);
        return true;
    }

    private void removeCounters(String budgetId) {
        balances.keySet().removeIf(key -> key.budgetId().equals(budgetId));
    }

    /** Keeps a budget with these counters, in one step, in the place of the one with its id, if any, and of its counters. */
    void replace(Budget budget, Map<BalanceKey, Balance> counters) {
        removeCounters(budget.id());
        balances.putAll(counters);
        keep(budget);
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
