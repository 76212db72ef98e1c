package io.codomyrmex.cost.jdbc;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's one row.
 *
 * @param currency ISO 4217
 * @param seq the number of the last transaction that changed the ledger, or of the one that has locked it
 * @param budgetsVersion how often the set of budgets was changed
 */
record LedgerHead(String currency, long seq, long budgetsVersion) {

    private static final String COLUMNS = "currency, seq, budgets_version";
    private static final String SELECT = "select " + COLUMNS + " from ledger where id = 1";
    private static final String COUNT = "update ledger set seq = seq + 1 where id = 1";

    /**
     * Adds: locks the row until the transaction ends, and counts the transaction.
     *
     * @return the row with the transaction's number, once the script has run
     */
    static Supplier<LedgerHead> lock(Script script) {
        AtomicReference<@Nullable LedgerHead> head = new AtomicReference<>();
        Script.Reader reader = row -> head.set(new LedgerHead(row.getString(1), row.getLong(2), row.getLong(3)));
        if (script.dialect().returnsChanged()) {
            script.query(COUNT + " returning " + COLUMNS, reader);
        } else {
            script.update(COUNT);
            script.query(SELECT, reader);
        }
        return () -> Objects.requireNonNull(head.get());
    }

    /** Adds: tells all that the set of budgets is another one now. */
    static void budgetsChanged(Script script) {
        script.update("update ledger set budgets_version = budgets_version + 1 where id = 1");
    }

    /** Reads the row. */
    static LedgerHead read(Handle handle) {
        return handle.createQuery(SELECT)
                .map((row, context) -> new LedgerHead(row.getString(1), row.getLong(2), row.getLong(3)))
                .one();
    }
}
