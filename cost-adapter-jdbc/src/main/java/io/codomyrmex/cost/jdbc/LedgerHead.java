package io.codomyrmex.cost.jdbc;

import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's one row.
 *
 * @param currency ISO 4217
 * @param seq how many transactions have changed the ledger
 * @param budgetsVersion how often the set of budgets was changed
 */
record LedgerHead(String currency, long seq, long budgetsVersion) {

    private static final String SELECT = "select currency, seq, budgets_version from ledger where id = 1";

    /** Adds: locks the row until the transaction ends, and reads it. */
    static void lock(Script script, AtomicReference<@Nullable LedgerHead> head) {
        script.query(
                SELECT + " for update",
                row -> head.set(new LedgerHead(row.getString(1), row.getLong(2), row.getLong(3))));
    }

    /** Adds: sets the row. */
    void save(Script script) {
        script.update("update ledger set seq = ?, budgets_version = ? where id = 1", seq, budgetsVersion);
    }

    /** Reads the row. */
    static LedgerHead read(Handle handle) {
        return handle.createQuery(SELECT)
                .map((row, context) -> new LedgerHead(row.getString(1), row.getLong(2), row.getLong(3)))
                .one();
    }

    /** The row after one more transaction. */
    LedgerHead next(boolean budgetsChanged) {
        return new LedgerHead(currency, seq + 1, budgetsChanged ? budgetsVersion + 1 : budgetsVersion);
    }
}
