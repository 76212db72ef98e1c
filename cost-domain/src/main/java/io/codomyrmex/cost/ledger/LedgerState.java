package io.codomyrmex.cost.ledger;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.gate.Hold;
import java.time.Instant;
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

    /** All budgets in force, ordered by id: those that decide and alert. */
    Collection<Budget> budgets();

    /**
     * The revisions of budgets that are not in force yet, as their counters are still being back-filled. What changes a counter
     * of a budget in force changes theirs too; they decide nothing and fire nothing.
     */
    Collection<Budget> pending();

    /** The counter with this key; {@link Balance#ZERO} if there is none yet. */
    Balance balance(BalanceKey key);

    /** Sets the counter with this key. */
    void balance(BalanceKey key, Balance balance);

    /** The entry with this id, stored before or in this transaction; null if there is none. */
    @Nullable
    CostEntry entry(String id);

    /** Stores a new entry and adds it to the rollups; its id is free. */
    void add(CostEntry entry);

    /** The hold with this id, of before or of this transaction, in the status noted down last; null if there is none. */
    @Nullable
    Hold hold(String id);

    /** Stores a hold, new or changed. */
    void hold(Hold hold);

    /** The holds that are overdue by then: their time ran out, and nobody has noted it down yet. */
    Collection<Hold> overdue(Instant now);

    /** Stores an alert, unless it fired already (same budget, revision, period start, arming, threshold). */
    void fire(BudgetAlert alert);
}
