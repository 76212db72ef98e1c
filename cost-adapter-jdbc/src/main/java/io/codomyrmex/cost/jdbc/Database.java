package io.codomyrmex.cost.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.codomyrmex.cost.store.CostException;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/** The pools of connections, and transactions whose failures have one meaning. */
final class Database implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Database.class.getName());
    private static final int MAX_TRIES = 20;
    private static final int CALLS_PER_CONNECTION = 2;
    /** How long the server may be silent while it goes through all of the ledger. */
    private static final Duration PATIENCE = Duration.ofHours(6);
    /** For how long connections are left alone after all were thrown away. */
    private static final long DISCARDED_NANOS = Duration.ofSeconds(1).toNanos();

    private final HikariDataSource pool;
    private final HikariDataSource groupPool;
    private final Jdbi jdbi;
    private final Jdbi groupJdbi;
    private final Dialect dialect;
    private final StoreThreads threads;
    private volatile boolean knownReadOnly;
    private final AtomicLong discarded = new AtomicLong(System.nanoTime() - DISCARDED_NANOS);

    private Database(HikariDataSource pool, HikariDataSource groupPool, Dialect dialect) {
        this.pool = pool;
        this.groupPool = groupPool;
        this.dialect = dialect;
        this.threads = new StoreThreads(CALLS_PER_CONNECTION * pool.getMaximumPoolSize(), timeout());
        this.jdbi = jdbi(pool, dialect);
        this.groupJdbi = jdbi(groupPool, dialect);
    }

    private static Jdbi jdbi(HikariDataSource pool, Dialect dialect) {
        Jdbi jdbi = Jdbi.create(pool).installPlugin(new SqlObjectPlugin());
        if (pool.getDataSource() instanceof PostgresSource source) {
            Supplier<String> settings = source::transactionSettings;
            jdbi.define(Script.SETTINGS, settings);
        }
        jdbi.registerArrayType(String.class, "varchar");
        jdbi.registerArrayType(UUID.class, "uuid");
        jdbi.registerArrayType(
                OffsetDateTime.class, dialect == Dialect.H2 ? "timestamp with time zone" : "timestamptz");
        jdbi.registerArrayType(BigDecimal.class, "numeric");
        jdbi.registerArrayType(Long.class, "bigint");
        jdbi.registerArrayType(Integer.class, "integer");
        return jdbi;
    }

    /**
     * Connects, and brings the schema up to date where it is not: otherwise nothing is written, so that a server that only
     * reads will do.
     *
     * @throws StoreUnavailableException if the database cannot be reached, or only reads and the schema is not up to date
     * @throws StoreFaultException if it cannot be migrated or used
     */
    static Database open(JdbcSettings settings) {
        return open(settings, false);
    }

    /**
     * Brings the schema up to date, after a check of what was migrated before.
     *
     * @throws StoreUnavailableException if the database cannot be reached, or only reads
     * @throws StoreFaultException if it cannot be migrated or used
     */
    static void migrate(JdbcSettings settings) {
        open(settings, true).close();
    }

    private static Database open(JdbcSettings settings, boolean migrate) {
        Pools pools = new Pools(settings);
        Dialect dialect = settings.isH2() ? Dialect.H2 : Dialect.POSTGRESQL;
        List<HikariDataSource> opened = new ArrayList<>();
        try {
            HikariDataSource pool = pools.general();
            opened.add(pool);
            if (dialect == Dialect.POSTGRESQL) {
                requireUtf8(pool);
            }
            boolean complete = Jdbi.create(pool).withHandle(Migrations::isComplete);
            boolean pooled = pool.getDataSource() instanceof PostgresSource source && source.isPooled();
            if (!complete && pooled) {
                throw new StoreFaultException( // Flyway sets the search_path of sessions that are not ours
                        "to migrate through a pooler is not safe: run cost migrate once with the server's own url",
                        null);
            }
            if (!complete || (migrate && !pooled)) {
                Migrations.run(pools.patient(pool, PATIENCE), dialect, settings.currency());
            }
            HikariDataSource groupPool = pools.group();
            opened.add(groupPool);
            return new Database(pool, groupPool, dialect);
        } catch (RuntimeException e) {
            opened.forEach(HikariDataSource::close);
            throw named(settings, e);
        }
    }

    private static CostException named(JdbcSettings settings, RuntimeException failure) {
        String message = "cannot open " + settings + ": " + failure.getMessage();
        if (failure instanceof StoreFaultException) {
            return new StoreFaultException(message, failure);
        }
        if (failure instanceof StoreUnavailableException) {
            return new StoreUnavailableException(message, failure);
        }
        String what = failure instanceof FlywayException ? "cannot migrate " : "cannot open ";
        return SqlFailures.beforeCommit(what + settings, failure);
    }

    /** Text that another encoding cannot hold would be refused for ever, or read back as another text. */
    private static void requireUtf8(DataSource source) {
        String encoding = Jdbi.create(source)
                .withHandle(handle -> handle.createQuery("select current_setting('server_encoding')")
                        .mapTo(String.class)
                        .one());
        if (!encoding.equals("UTF8")) {
            throw new StoreFaultException(
                    "the database's encoding is " + encoding + ", and must be UTF8: create it with"
                            + " \"create database … encoding 'UTF8' template template0\"",
                    null);
        }
    }

    /** The longest wait for a connection or a lock. */
    Duration timeout() {
        return Duration.ofMillis(pool.getConnectionTimeout());
    }

    Dialect dialect() {
        return dialect;
    }

    /** The threads in which this database is reached on behalf of callers. */
    StoreThreads threads() {
        return threads;
    }

    /**
     * Reads in one statement or several, each seeing what was committed before it. The caller waits no longer than {@link
     * #timeout} for a connection and for the first answer together.
     */
    <T> T read(String what, Function<Handle, T> work) {
        return translated(what, () -> withHandle(true, work));
    }

    /** The same for what may take the server a while: it may be silent for several times as long. */
    <T> T readAtLength(String what, Function<Handle, T> work) {
        return translated(what, () -> withHandle(false, work));
    }

    private <T> T withHandle(boolean inTime, Function<Handle, T> work) {
        long deadline = System.nanoTime() + timeout().toNanos();
        Handle handle = open(jdbi);
        try {
            if (inTime) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                allowSilence(handle, Duration.ofMillis(Math.max(1, left)));
            }
            return work.apply(handle);
        } catch (Error e) {
            abandon(pool, handle);
            throw e;
        } finally {
            giveBack(handle);
        }
    }

    /** Ends a connection that an error may have left in the middle of an answer: the next one who has it would read that. */
    private static void abandon(HikariDataSource pool, Handle handle) {
        Connection connection = handle.getConnection();
        pool.evictConnection(connection);
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "a connection could not be aborted", e);
        }
    }

    /** Opens a connection; an interrupt changes nothing, and the thread still has it afterwards. */
    private static Handle open(Jdbi jdbi) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return jdbi.open();
                } catch (ConnectionException e) {
                    if (!Thread.interrupted() && !isInterrupt(e)) {
                        throw e;
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isInterrupt(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Does the work where no interrupt of the caller can reach the database. A platform thread that waits for a socket is such
     * a place, and costs no change of threads.
     */
    private <T> T undisturbed(String what, Supplier<T> work) {
        return dialect == Dialect.H2 || StoreThreads.isCalledByVirtualThread() ? threads.call(what, work) : work.get();
    }

    /** Reads as of one moment. */
    <T> T readSnapshot(String what, Function<Handle, T> work) {
        return translated(
                what,
                () -> withHandle(
                        false,
                        handle -> dialect == Dialect.H2
                                ? handle.inTransaction(dialect.snapshotIsolation(), work::apply)
                                : handle.inTransaction(within -> {
                                    // not the connection's own setting: it would stay on a pooler's session
                                    within.execute("set transaction isolation level repeatable read, read only");
                                    applySettings(within);
                                    return work.apply(within);
                                })));
    }

    private static void applySettings(Handle handle) {
        String settings = Script.transactionSettings(handle);
        if (!settings.isEmpty()) {
            handle.execute(settings);
        }
    }

    /** Reads all of the ledger as of one moment, however long it takes. */
    <T> T readWhole(String what, Function<Handle, T> work) {
        return readSnapshot(what, handle -> {
            allowSilence(handle, PATIENCE);
            return work.apply(handle);
        });
    }

    private void allowSilence(Handle handle, Duration silence) {
        if (dialect == Dialect.POSTGRESQL) {
            try {
                handle.getConnection().setNetworkTimeout(Runnable::run, Math.toIntExact(silence.toMillis()));
            } catch (SQLException e) {
                throw new ConnectionException(e);
            }
        }
    }

    /**
     * Returns if the database can be written now.
     *
     * @throws StoreUnavailableException if it does not answer within the timeout, or only reads
     */
    void requireWritable(String what) {
        boolean readOnly = read(what, dialect::isReadOnly);
        boolean changed = readOnly && !knownReadOnly;
        knownReadOnly = readOnly;
        if (changed) {
            discardConnections(); // another server may be the one that writes by now
        }
        if (readOnly) {
            throw new StoreUnavailableException(what + ": the database only reads", null);
        }
    }

    /**
     * Throws the connections away that may lead to a server which is gone or no longer writes: those that nobody uses at once,
     * the others when they are given back.
     */
    private void discardConnections() {
        long now = System.nanoTime();
        long last = discarded.get();
        if (now - last >= DISCARDED_NANOS && discarded.compareAndSet(last, now)) {
            Pools.discard(pool);
            Pools.discard(groupPool);
        }
    }

    private void discardIfUseless(Throwable failure) {
        if (SqlFailures.isConnectionUseless(failure)) {
            discardConnections();
        }
    }

    private <T> T translated(String what, Supplier<T> work) {
        return undisturbed(what, () -> translatedHere(what, work));
    }

    private <T> T translatedHere(String what, Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (JdbiException e) {
                if (!SqlFailures.isSlowness(e)) {
                    discardIfUseless(e); // slowness may be this question's own affair
                }
                if (tries == MAX_TRIES || !SqlFailures.isRetryable(e)) {
                    throw SqlFailures.beforeCommit(what, e);
                }
            }
        }
    }

    /**
     * Writes in one transaction. If the database gives it up for another one (SQLSTATE 40001, 40P01), all of it is done
     * again, so the work must not leave traces of an earlier try.
     */
    <T> T write(String what, Function<Handle, T> work) {
        return undisturbed(what, () -> {
            try {
                long deadline = System.nanoTime() + timeout().toNanos();
                return repeatedly(deadline, () -> writeOnce(work));
            } catch (JdbiException e) {
                throw SqlFailures.translated(what, e);
            }
        });
    }

    /**
     * The same on the connection of the transactions that callers share. The work itself begins and ends the transaction,
     * see {@link Script}, so that it can do so together with other statements; if it throws, all is rolled back. To be called
     * in a thread of the store. What it throws is not translated, as each of the callers is told of it in its own words.
     */
    <T> T writeShared(Function<Handle, T> work) {
        return repeatedly(Long.MAX_VALUE, () -> {
            Handle handle = open(groupJdbi);
            try {
                return work.apply(handle);
            } catch (RuntimeException e) {
                rollback(() -> Script.rollback(handle, dialect), e);
                throw e;
            } catch (Error e) { // it may have left the driver in the middle of an answer
                abandon(groupPool, handle);
                throw e;
            } finally {
                giveBack(handle);
            }
        });
    }

    /**
     * @param deadline after which it is not tried again, by {@link System#nanoTime}
     */
    private <T> T repeatedly(long deadline, Supplier<T> transaction) {
        for (int tries = 1; ; tries++) {
            try {
                return transaction.get();
            } catch (JdbiException e) {
                discardIfUseless(e);
                boolean over = tries == MAX_TRIES || (deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0);
                if (over || e instanceof CommitLostException || !SqlFailures.isRetryable(e)) {
                    throw e;
                }
            }
        }
    }

    private <T> T writeOnce(Function<Handle, T> work) {
        Handle handle = open(jdbi);
        try {
            handle.begin();
            T result;
            try {
                applySettings(handle);
                result = work.apply(handle);
            } catch (RuntimeException e) {
                rollback(handle::rollback, e);
                throw e;
            } catch (Error e) {
                abandon(pool, handle);
                throw e;
            }
            commit(handle);
            return result;
        } finally {
            giveBack(handle);
        }
    }

    /** The driver's connection, which stays the same however often it is lent. */
    static Connection driverConnection(Handle handle) {
        try {
            return handle.getConnection().unwrap(Connection.class);
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    /** What the transaction did is decided by now; a connection that fails here is the pool's to replace. */
    private static void giveBack(Handle handle) {
        try {
            handle.close();
        } catch (JdbiException e) {
            LOG.log(Level.DEBUG, "a connection could not be given back", e);
        }
    }

    /**
     * Commits.
     *
     * @throws CommitLostException if the database did not say what became of it
     */
    static void commit(Handle handle) {
        try {
            handle.commit();
        } catch (JdbiException e) {
            if (SqlFailures.isRetryable(e)) {
                rollback(handle::rollback, e);
                throw e;
            }
            throw new CommitLostException(e);
        }
    }

    private static void rollback(Runnable rollback, Throwable failure) {
        try {
            rollback.run();
        } catch (JdbiException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        groupPool.close();
        pool.close();
        threads.close();
    }
}
