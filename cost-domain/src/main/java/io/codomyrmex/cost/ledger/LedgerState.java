package io.codomyrmex.cost.ledger;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.entry.CostEntry;
import java.util.Collection;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What the rules read and change within one transaction. The adapter guarantees that nobody else changes any of it until
 * the transaction ends, and that all of it becomes durable together or not at all. Not thread-safe.
 */
public interface LedgerState {

    /** The ledger's currency. */
    Currency currency();

    /** All budgets, ordered by id. */
    Collection<Budget> budgets();

    /** The counter with this key; {@link Balance#ZERO} if there is none yet. */
    Balance balance(BalanceKey key);

    /** Sets the counter with this key. */
    void balance(BalanceKey key, Balance balance);

    /** The entry with this id, stored before or in this transaction; null if there is none. */
    @Nullable CostEntry entry(String id);

    /** Stores a new entry and adds it to the rollups; its id is free. */
    void add(CostEntry entry);

    /** Stores an alert, unless it fired already (same budget, revision, period start, arming, threshold). */
    void fire(BudgetAlert alert);
}
