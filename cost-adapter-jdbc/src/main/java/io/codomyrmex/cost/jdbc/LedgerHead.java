package io.codomyrmex.cost.jdbc;

import java.security.SecureRandom;
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
 * @param budgetsVersion another number for every change of the set of budgets
 * @param mark the random number of the transaction with number {@code seq}
 * @param markBefore the random number of the transaction before it
 */
record LedgerHead(String currency, long seq, long budgetsVersion, long mark, long markBefore) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String COLUMNS = "currency, seq, budgets_version, mark, mark_before";
    private static final String SELECT = "select " + COLUMNS + " from ledger where id = 1";
    /** Counts a transaction; its parameter is the transaction's mark. To be followed by the condition, with its place. */
    static final String COUNT = "update ledger set seq = seq + 1, mark_before = mark, mark = ? where id = 1";

    /** A number that no transaction of any ledger had before, as far as chance allows. */
    static long newMark() {
        return RANDOM.nextLong();
    }

    /**
     * Adds: locks the row until the transaction ends, and counts the transaction.
     *
     * @return the row with the transaction's number, once the script has run
     */
    static Supplier<LedgerHead> lock(Script script) {
        AtomicReference<@Nullable LedgerHead> head = new AtomicReference<>();
        Script.Reader reader = row -> head.set(
                new LedgerHead(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
        if (script.dialect().returnsChanged()) {
            script.query(COUNT + " returning " + COLUMNS, reader, newMark());
        } else {
            script.update(COUNT, newMark());
            script.query(SELECT, reader);
        }
        return () -> Objects.requireNonNull(head.get());
    }

    /**
     * Adds: tells all that the set of budgets is another one now. By a random number, so that it cannot come again in a
     * ledger that lost the change.
     */
    static void budgetsChanged(Script script) {
        script.update("update ledger set budgets_version = ? where id = 1", newMark());
    }

    /** Reads the row. */
    static LedgerHead read(Handle handle) {
        return handle.createQuery(SELECT)
                .map((row, context) -> new LedgerHead(
                        row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .one();
    }
}
