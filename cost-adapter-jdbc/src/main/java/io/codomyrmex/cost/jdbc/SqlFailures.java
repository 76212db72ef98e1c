package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.store.CostException;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What failures of the database mean to a caller, in one place. */
final class SqlFailures {

    private static final int MAX_MESSAGE = 300;

    private SqlFailures() {}

    /** Whether the database gave up the transaction for the sake of another one: then it is done again, whole. */
    static boolean isRetryable(Throwable failure) {
        SQLException sql = sqlCause(failure);
        return sql != null && ("40001".equals(sql.getSQLState()) || "40P01".equals(sql.getSQLState()));
    }

    /** A failure before the commit began: nothing was changed. */
    static CostException beforeCommit(String what, Throwable failure) {
        return new StoreUnavailableException(what + ": " + reason(failure), failure);
    }

    /** A failure while committing: the change is there in full or not at all. */
    static CostException duringCommit(String what, Throwable failure) {
        return new OutcomeUnknownException(
                what + ": lost the database while it committed: " + reason(failure), failure);
    }

    private static String reason(Throwable failure) {
        SQLException sql = sqlCause(failure);
        Throwable shown = sql == null ? failure : sql;
        String text = String.valueOf(shown.getMessage()).lines().findFirst().orElse("");
        String cut = text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) + "…" : text;
        return sql == null || sql.getSQLState() == null ? cut : cut + " (SQLSTATE " + sql.getSQLState() + ")";
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        SQLException deepest = null;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                deepest = sql;
            }
        }
        return deepest;
    }
}
