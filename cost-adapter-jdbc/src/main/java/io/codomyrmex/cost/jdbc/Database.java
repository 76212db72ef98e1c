package io.codomyrmex.cost.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import io.codomyrmex.cost.input.InvalidInputException;
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
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jspecify.annotations.Nullable;

/** The pool of connections, and transactions whose failures have one meaning. */
final class Database implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Database.class.getName());
    private static final int MAX_TRIES = 20;
    /** After how many timeouts the other side is taken for gone: more than one, as a lock may be waited for that long. */
    private static final int SILENT_TIMEOUTS = 3;
    /** How long the server may be silent while it goes through all of the ledger. */
    private static final Duration PATIENCE = Duration.ofHours(6);

    private final HikariDataSource pool;
    private final HikariDataSource groupPool;
    private final Jdbi jdbi;
    private final Jdbi groupJdbi;
    private final Dialect dialect;
    private final StoreThreads threads = new StoreThreads();

    private final @Nullable Sessions sessions;
    private final @Nullable Sessions groupSessions;

    private Database(
            HikariDataSource pool, HikariDataSource groupPool, Dialect dialect, JdbcSettings settings) {
        this.pool = pool;
        this.groupPool = groupPool;
        this.dialect = dialect;
        this.sessions = dialect == Dialect.H2 ? null : sessions(settings, false);
        this.groupSessions = dialect == Dialect.H2 ? null : sessions(settings, true);
        this.jdbi = jdbi(pool, dialect);
        this.groupJdbi = jdbi(groupPool, dialect);
    }

    private static Sessions sessions(JdbcSettings settings, boolean byKey) {
        return new Sessions(
                settings, lockTimeout(settings), settings.timeout().multipliedBy(SILENT_TIMEOUTS), byKey);
    }

    private static Jdbi jdbi(HikariDataSource pool, Dialect dialect) {
        Jdbi jdbi = Jdbi.create(pool).installPlugin(new SqlObjectPlugin());
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
     * Connects and brings the schema up to date.
     *
     * @throws StoreUnavailableException if the database cannot be reached or migrated
     */
    static Database open(JdbcSettings settings) {
        Dialect dialect = settings.isH2() ? Dialect.H2 : Dialect.POSTGRESQL;
        HikariConfig config = new HikariConfig();
        config.setPoolName("cost");
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.timeout().toMillis());
        config.setInitializationFailTimeout(settings.timeout().toMillis());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        if (dialect == Dialect.H2) {
            // Told to end, H2 would close the database at once, under those who still write: closing it is ours.
            config.setJdbcUrl(settings.url() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                    + ";WRITE_DELAY=0;TIME ZONE=UTC;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT="
                    + lockTimeout(settings).toMillis());
        } else {
            config.setJdbcUrl(settings.url());
            config.addDataSourceProperty("ApplicationName", "cost");
            config.addDataSourceProperty("tcpKeepAlive", "true");
            long seconds = Math.max(1, settings.timeout().toSeconds());
            config.addDataSourceProperty("connectTimeout", Long.toString(seconds));
            config.addDataSourceProperty("loginTimeout", Long.toString(seconds));
            // A server that hangs must not hang its callers, and a client that hangs must not keep the ledger locked.
            Duration silence = settings.timeout().multipliedBy(SILENT_TIMEOUTS);
            config.addDataSourceProperty("socketTimeout", Long.toString(Math.max(1, silence.toSeconds())));
        }
        List<HikariDataSource> opened = new ArrayList<>();
        try {
            HikariDataSource pool = new HikariDataSource(config);
            opened.add(pool);
            if (dialect == Dialect.POSTGRESQL) {
                // before anything is written: it could be the wrong schema
                open(jdbi(pool, dialect), sessions(settings, false)).close();
            }
            Migrations.run(dialect == Dialect.H2 ? pool : patient(config), dialect, settings.currency());
            HikariDataSource groupPool = new HikariDataSource(groupConfig(config));
            opened.add(groupPool);
            return new Database(pool, groupPool, dialect, settings);
        } catch (RuntimeException e) {
            opened.forEach(HikariDataSource::close);
            if (e instanceof InvalidInputException) {
                throw e;
            }
            String what = e instanceof FlywayException ? "cannot migrate " : "cannot open ";
            throw SqlFailures.beforeCommit(what + settings, e);
        }
    }

    /**
     * The connection of the transactions that callers share: one, since they are never two at a time, and its own, so that
     * no reader takes it.
     */
    private static HikariConfig groupConfig(HikariConfig general) {
        HikariConfig config = new HikariConfig();
        general.copyStateTo(config);
        config.setPoolName("cost-group");
        config.setMaximumPoolSize(1);
        config.setMinimumIdle(1);
        return config;
    }

    /** Less than a caller waits in all, so that it is told that a lock was kept, and not only that time is over. */
    private static Duration lockTimeout(JdbcSettings settings) {
        return settings.timeout().multipliedBy(4).dividedBy(5);
    }

    /** Connections without the pool's limits to PostgreSQL: a migration may take its time, and keeps a lock meanwhile. */
    private static DataSource patient(HikariConfig config) {
        Properties properties = new Properties();
        properties.putAll(config.getDataSourceProperties());
        properties.setProperty("socketTimeout", Long.toString(PATIENCE.toSeconds()));
        properties.setProperty("prepareThreshold", "0"); // a pooler may give each transaction another session
        return new DriverDataSource(config.getJdbcUrl(), null, properties, config.getUsername(), config.getPassword());
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
        Handle handle = open(jdbi, sessions);
        try {
            if (inTime && dialect == Dialect.POSTGRESQL) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                silentFor(handle, Duration.ofMillis(Math.max(1, left)));
            }
            return work.apply(handle);
        } finally {
            giveBack(handle);
        }
    }

    /** How long the server may be silent from now on, until the connection is given back. */
    private static void silentFor(Handle handle, Duration longest) {
        try {
            handle.getConnection().setNetworkTimeout(Runnable::run, Math.toIntExact(longest.toMillis()));
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    /** Opens a connection and sets its session up. */
    private static Handle open(Jdbi jdbi, @Nullable Sessions sessions) {
        Handle handle = open(jdbi);
        if (sessions != null) {
            try {
                sessions.setUp(driverConnection(handle));
            } catch (SQLException e) {
                giveBack(handle);
                throw new ConnectionException(e);
            } catch (RuntimeException | Error e) {
                giveBack(handle);
                throw e;
            }
        }
        return handle;
    }

    /** The driver's connection, which stays the same however often it is lent. */
    static Connection driverConnection(Handle handle) {
        try {
            return handle.getConnection().unwrap(Connection.class);
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    /** Adds: begins a transaction that callers share, with the settings that its session lacks. */
    void begin(Script script, Handle handle) {
        script.begin(handle);
        String settings = groupSessions == null ? null : groupSessions.inTransaction(driverConnection(handle));
        if (settings != null) {
            script.query(settings, row -> {});
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
                                ? handle.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply)
                                : handle.inTransaction(within -> {
                                    // of the transaction, not of the session, which may be lent
                                    within.execute("set transaction isolation level repeatable read, read only");
                                    return work.apply(within);
                                })));
    }

    /** Reads all of the ledger as of one moment, however long it takes. */
    <T> T readWhole(String what, Function<Handle, T> work) {
        return readSnapshot(what, handle -> {
            if (dialect == Dialect.POSTGRESQL) {
                silentFor(handle, PATIENCE);
            }
            return work.apply(handle);
        });
    }

    private <T> T translated(String what, Supplier<T> work) {
        return undisturbed(what, () -> translatedHere(what, work));
    }

    private static <T> T translatedHere(String what, Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (JdbiException e) {
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
                return repeatedly(() -> writeOnce(work));
            } catch (CommitLostException e) {
                throw SqlFailures.duringCommit(what, e);
            } catch (JdbiException e) {
                throw SqlFailures.beforeCommit(what, e);
            }
        });
    }

    /**
     * The same on the connection of the transactions that callers share. The work itself begins and ends the transaction,
     * see {@link Script}, so that it can do so together with other statements; if it throws, all is rolled back. To be called
     * in a thread of the store. What it throws is not translated, as each of the callers is told of it in its own words.
     */
    <T> T writeShared(Function<Handle, T> work) {
        return repeatedly(() -> {
            Handle handle = open(groupJdbi, groupSessions);
            try {
                return work.apply(handle);
            } catch (RuntimeException | Error e) {
                rollback(() -> Script.rollback(handle, dialect), e);
                throw e;
            } finally {
                giveBack(handle);
            }
        });
    }

    private static <T> T repeatedly(Supplier<T> transaction) {
        for (int tries = 1; ; tries++) {
            try {
                return transaction.get();
            } catch (JdbiException e) {
                if (tries == MAX_TRIES || e instanceof CommitLostException || !SqlFailures.isRetryable(e)) {
                    throw e;
                }
            }
        }
    }

    private <T> T writeOnce(Function<Handle, T> work) {
        Handle handle = open(jdbi, sessions);
        try {
            handle.begin();
            T result;
            try {
                String settings = sessions == null ? null : sessions.inTransaction(driverConnection(handle));
                if (settings != null) {
                    handle.execute(settings);
                }
                result = work.apply(handle);
            } catch (RuntimeException | Error e) {
                rollback(handle::rollback, e);
                throw e;
            }
            commit(handle);
            return result;
        } finally {
            giveBack(handle);
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
