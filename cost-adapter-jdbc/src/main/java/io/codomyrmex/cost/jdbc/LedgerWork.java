package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.ledger.LedgerState;
import java.util.Collection;

/**
 * One caller's part of a shared transaction: it says what it will look at, so that this is loaded for all callers at once,
 * then asks the rules.
 */
interface LedgerWork<R> {

    /** Names the entries, balances and holds that {@link #apply} will look at. */
    void needs(Collection<Budget> budgets, Needs needs);

    /** How much it adds to a transaction, in entries. */
    default int weight() {
        return 1;
    }

    /** Decides; whatever it throws is thrown to the caller, and must be thrown before anything was changed. */
    R apply(LedgerState state);
}
