package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.store.CostException;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** What failures of the database mean to a caller, in one place. */
final class SqlFailures {

    private static final int MAX_MESSAGE = 300;
    private static final String READ_ONLY = "25006";
    /**
     * Classes of SQLSTATE: connection, resources, objects in use (locks), operator intervention, system errors; and HY, in
     * which H2 puts a lock that was not to be had. The pool gives no state at all.
     */
    private static final Set<String> EVERYONE = Set.of("08", "53", "55", "57", "58", "HY");

    /** Beginnings of SQLSTATE: connection, operator intervention (shutdown), system errors, internal errors. */
    private static final Set<String> UNCERTAIN = Set.of("08", "57P", "58", "XX");

    private SqlFailures() {}

    /** Whether the database gave up the transaction for the sake of another one: then it is done again, whole. */
    static boolean isRetryable(Throwable failure) {
        SQLException sql = sqlCause(failure);
        return sql != null && ("40001".equals(sql.getSQLState()) || "40P01".equals(sql.getSQLState()));
    }

    /**
     * Whether any other work would have failed as well, each after a wait of its own: the database is away, full or only
     * reads, or a lock or a connection was not to be had in time.
     */
    static boolean concernsEveryone(Throwable failure) {
        SQLException sql = sqlCause(failure);
        String state = sql == null ? null : sql.getSQLState();
        return sql != null && (state == null || state.equals(READ_ONLY) || EVERYONE.contains(state.substring(0, 2)));
    }

    /**
     * Whether the database itself refused a statement sent together with its commit, so that nothing was changed. It is not
     * known if the connection was lost, the server went down or its disk failed.
     */
    static boolean isRefusal(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && UNCERTAIN.stream().noneMatch(state::startsWith);
    }

    /**
     * What the failure of a transaction means to one of its callers: a new exception for each, that names its operation.
     *
     * @param failure as it was thrown, not yet translated
     */
    static RuntimeException translated(String what, Throwable failure) {
        if (failure instanceof CommitLostException) {
            return duringCommit(what, failure);
        }
        if (failure instanceof JdbiException) {
            return beforeCommit(what, failure);
        }
        return failure instanceof Error
                ? new OutcomeUnknownException(what + ": the transaction met " + failure, failure)
                : new IllegalStateException(what + ": the transaction met " + failure, failure);
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
