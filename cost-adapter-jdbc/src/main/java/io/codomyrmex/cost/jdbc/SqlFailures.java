package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.store.CostException;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What failures of the database mean to a caller, in one place: the database may do it when asked again (unavailable), nobody
 * knows whether it did (outcome unknown), or it never will (a fault). What is not listed as one of the first two is a fault.
 */
final class SqlFailures {

    private static final int MAX_MESSAGE = 300;
    private static final String READ_ONLY = "25006";

    /**
     * The database gave up the transaction for the sake of another one, or a prepared statement was lost, which the driver
     * prepares anew.
     */
    private static final Set<String> GIVEN_UP = Set.of("40001", "40P01", "26000");

    /**
     * Classes of SQLSTATE that pass: connection, resources, operator intervention (shutdown, cancelled statements), system
     * errors, and transactions rolled back for the sake of others.
     */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57", "58", "40");

    /**
     * States that pass: the server only reads for now, a transaction was idle or open for too long, an object is in use, a
     * lock was not to be had in time (the last one is H2's).
     */
    private static final Set<String> PASSING = Set.of(READ_ONLY, "25P03", "25P04", "55006", "55P03", "HYT00");

    /**
     * States of H2's own: database in use, only reading, closed or closing, input and output, connection broken, out of disk or
     * memory, row changed by another, in exclusive mode.
     */
    private static final Set<String> PASSING_H2 = Set.of(
            "90007", "90020", "90028", "90031", "90067", "90097", "90098", "90100", "90108", "90121", "90131", "90135");

    /** Beginnings of the states that tell of a connection or a server which is lost, or no longer the one that writes. */
    private static final Set<String> USELESS_CONNECTION = Set.of("08", "57P01", "57P02", "57P03", READ_ONLY);

    /** Beginnings of SQLSTATE: connection, operator intervention (shutdown), system errors, internal errors. */
    private static final Set<String> UNCERTAIN = Set.of("08", "57P", "58", "XX");
    /** Damaged data or a damaged index: a statement that finds it fails before the commit is reached. */
    private static final Set<String> DAMAGED = Set.of("XX001", "XX002");

    private static final String COMPLETION_UNKNOWN = "40003";

    private SqlFailures() {}

    /** Whether the database gave up the transaction for the sake of another one: then it is done again, whole. */
    static boolean isRetryable(Throwable failure) {
        SQLException sql = sqlCause(failure);
        return sql != null && GIVEN_UP.contains(state(sql));
    }

    /**
     * Whether any other work would have failed as well, each after a wait of its own: the database is away, full or only
     * reads, or a lock or a connection was not to be had in time.
     */
    static boolean concernsEveryone(Throwable failure) {
        return isPassing(sqlCause(failure)) && !isRetryable(failure);
    }

    /** Whether an answer or a connection of the pool was waited for in vain: it says nothing about other connections. */
    static boolean isSlowness(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SocketTimeoutException || t instanceof SQLTransientConnectionException) {
                return true;
            }
        }
        return false;
    }

    /** Whether a lock was not to be had in time, or another transaction was preferred. */
    static boolean isLockRefused(Throwable failure) {
        SQLException sql = sqlCause(failure);
        return sql != null && ("55P03".equals(state(sql)) || "40P01".equals(state(sql)));
    }

    /** Whether the connection is of no more use, and others like it are not either: the next one may reach another server. */
    static boolean isConnectionUseless(Throwable failure) {
        SQLException sql = sqlCause(failure);
        return sql != null && USELESS_CONNECTION.stream().anyMatch(state(sql)::startsWith);
    }

    /**
     * Whether the database itself refused a statement sent together with its commit, so that nothing was changed. It is not
     * known if the connection was lost, the server went down or its disk failed.
     */
    static boolean isRefusal(SQLException failure) {
        String state = state(failure);
        if (state.equals(COMPLETION_UNKNOWN) || "PANIC".equals(severity(failure))) {
            return false;
        }
        return !state.isEmpty()
                && (UNCERTAIN.stream().noneMatch(state::startsWith)
                        || (DAMAGED.contains(state) && "ERROR".equals(severity(failure))));
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
        if (failure instanceof StoreFaultException) {
            return new StoreFaultException(what + ": " + failure.getMessage(), failure);
        }
        return failure instanceof Error
                ? new OutcomeUnknownException(what + ": the transaction met " + failure, failure)
                : new IllegalStateException(what + ": the transaction met " + failure, failure);
    }

    /** A failure before the commit began: nothing was changed. */
    static CostException beforeCommit(String what, Throwable failure) {
        SQLException sql = sqlCause(failure);
        String message = what + ": " + reason(failure);
        return isPassing(sql)
                ? new StoreUnavailableException(message, failure)
                : new StoreFaultException(message, failure);
    }

    /** A failure while committing: the change is there in full or not at all. */
    static CostException duringCommit(String what, Throwable failure) {
        return new OutcomeUnknownException(
                what + ": lost the database while it committed: " + reason(failure), failure);
    }

    /** Whether the database may do it when asked again. The pool gives no state: it is closed, or has no connection to give. */
    static boolean isPassing(@Nullable SQLException sql) {
        if (sql == null) {
            return false;
        }
        String state = sql.getSQLState();
        return state == null
                || PASSING.contains(state)
                || PASSING_H2.contains(state)
                || (state.length() >= 2 && PASSING_CLASSES.contains(state.substring(0, 2)));
    }

    private static String state(SQLException sql) {
        return sql.getSQLState() == null ? "" : sql.getSQLState();
    }

    private static @Nullable String severity(SQLException sql) {
        ServerErrorMessage message = sql instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        return message == null ? null : message.getSeverity();
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
