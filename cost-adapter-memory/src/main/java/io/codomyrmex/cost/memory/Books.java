package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that the ledger holds. Not thread-safe: see {@link Access}. */
final class Books {

    private final Currency currency;
    private final Entries entries = new Entries();
    private final Rollup hours = new Rollup(ChronoUnit.HOURS);
    private final Rollup days = new Rollup(ChronoUnit.DAYS);
    private final TreeMap<String, Budget> budgets = new TreeMap<>();
    private final TreeMap<BalanceKey, Balance> balances = new TreeMap<>();
    private final Alerts alerts = new Alerts();
    private final Holds holds = new Holds();
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
        return Collections.unmodifiableCollection(budgets.values());
    }

    @Nullable
    Budget budget(String id) {
        return budgets.get(id);
    }

    void keep(Budget budget) {
        budgets.put(budget.id(), budget);
    }

    /** Removes a budget and its counters; false if there is none. */
    boolean remove(String budgetId) {
        Budget budget = budgets.remove(budgetId);
        if (budget == null) {
            return false;
        }
        balancesOf(budget).clear();
        return true;
    }

    /** A number that no revision had before. */
    long nextRevision() {
        return ++revisions;
    }

    Balance balance(BalanceKey key) {
        return balances.getOrDefault(key, Balance.ZERO);
    }

    /** All counters, of all budgets, in order; to be changed by the ledger's changes only. */
    NavigableMap<BalanceKey, Balance> balances() {
        return balances;
    }

    /** The counters of a budget's revision. */
    NavigableMap<BalanceKey, Balance> balancesOf(Budget budget) {
        return balances.subMap(
                new BalanceKey(budget.id(), budget.revision(), Instant.MIN),
                true,
                new BalanceKey(budget.id(), budget.revision(), Instant.MAX),
                true);
    }
}
