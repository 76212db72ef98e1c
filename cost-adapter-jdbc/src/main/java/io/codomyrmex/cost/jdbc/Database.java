package io.codomyrmex.cost.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

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

    private Database(HikariDataSource pool, HikariDataSource groupPool, Dialect dialect) {
        this.pool = pool;
        this.groupPool = groupPool;
        this.dialect = dialect;
        this.jdbi = jdbi(pool, dialect);
        this.groupJdbi = jdbi(groupPool, dialect);
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
                    + settings.timeout().toMillis());
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
            // Plans are made once for each statement: planning anew for each array's length costs more than running it.
            config.setConnectionInitSql(
                    "set lock_timeout = " + settings.timeout().toMillis()
                            + "; set idle_in_transaction_session_timeout = " + silence.toMillis()
                            + "; set plan_cache_mode = force_generic_plan; set jit = off");
        }
        List<HikariDataSource> opened = new ArrayList<>();
        try {
            HikariDataSource pool = new HikariDataSource(config);
            opened.add(pool);
            Migrations.run(dialect == Dialect.H2 ? pool : patient(config), dialect, settings.currency());
            HikariDataSource groupPool = new HikariDataSource(groupConfig(config, dialect));
            opened.add(groupPool);
            return new Database(pool, groupPool, dialect);
        } catch (RuntimeException e) {
            opened.forEach(HikariDataSource::close);
            String what = e instanceof FlywayException ? "cannot migrate " : "cannot open ";
            throw SqlFailures.beforeCommit(what + settings, e);
        }
    }

    /**
     * The connection of the transactions that callers share: one, since they are never two at a time, and its own, so that
     * no reader takes it. Its statements look rows up by key. Their plans are made once and kept, maybe while the tables are
     * still empty, when reading all of them looks cheap; it would not be for long.
     */
    private static HikariConfig groupConfig(HikariConfig general, Dialect dialect) {
        HikariConfig config = new HikariConfig();
        general.copyStateTo(config);
        config.setPoolName("cost-group");
        config.setMaximumPoolSize(1);
        config.setMinimumIdle(1);
        if (dialect == Dialect.POSTGRESQL) {
            config.setConnectionInitSql(
                    general.getConnectionInitSql() + "; set enable_seqscan = off; set enable_bitmapscan = off");
        }
        return config;
    }

    /** Connections without the pool's limits to PostgreSQL: a migration may take its time, and keeps a lock meanwhile. */
    private static DataSource patient(HikariConfig config) {
        Properties properties = new Properties();
        properties.putAll(config.getDataSourceProperties());
        properties.setProperty("socketTimeout", Long.toString(PATIENCE.toSeconds()));
        return new DriverDataSource(config.getJdbcUrl(), null, properties, config.getUsername(), config.getPassword());
    }

    /** The longest wait for a connection or a lock. */
    Duration timeout() {
        return Duration.ofMillis(pool.getConnectionTimeout());
    }

    Dialect dialect() {
        return dialect;
    }

    /** Reads in one statement or several, each seeing what was committed before it. */
    <T> T read(String what, Function<Handle, T> work) {
        return translated(what, () -> jdbi.withHandle(work::apply));
    }

    /** Reads as of one moment. */
    <T> T readSnapshot(String what, Function<Handle, T> work) {
        return translated(what, () -> jdbi.inTransaction(dialect.snapshotIsolation(), handle -> work.apply(handle)));
    }

    /** Reads all of the ledger as of one moment, however long it takes. */
    <T> T readWhole(String what, Function<Handle, T> work) {
        return readSnapshot(what, handle -> {
            if (dialect == Dialect.POSTGRESQL) {
                try {
                    handle.getConnection().setNetworkTimeout(Runnable::run, Math.toIntExact(PATIENCE.toMillis()));
                } catch (SQLException e) {
                    throw new ConnectionException(e);
                }
            }
            return work.apply(handle);
        });
    }

    private <T> T translated(String what, Supplier<T> work) {
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
        return repeatedly(what, () -> writeOnce(work));
    }

    /**
     * The same on the connection of the transactions that callers share. The work itself begins and ends the transaction,
     * see {@link Script}, so that it can do so together with other statements; if it throws, all is rolled back.
     */
    <T> T writeShared(String what, Function<Handle, T> work) {
        return repeatedly(what, () -> {
            Handle handle = groupJdbi.open();
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

    private static <T> T repeatedly(String what, Supplier<T> transaction) {
        for (int tries = 1; ; tries++) {
            try {
                return transaction.get();
            } catch (CommitLostException e) {
                throw SqlFailures.duringCommit(what, e);
            } catch (JdbiException e) {
                if (tries == MAX_TRIES || !SqlFailures.isRetryable(e)) {
                    throw SqlFailures.beforeCommit(what, e);
                }
            }
        }
    }

    private <T> T writeOnce(Function<Handle, T> work) {
        Handle handle = jdbi.open();
        try {
            handle.begin();
            T result;
            try {
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
    }
}
