package io.codomyrmex.cost.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** The pool of connections, and transactions whose failures have one meaning. */
final class Database implements AutoCloseable {

    private static final int MAX_TRIES = 20;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Dialect dialect;

    private Database(HikariDataSource pool, Dialect dialect) {
        this.pool = pool;
        this.dialect = dialect;
        this.jdbi = Jdbi.create(pool);
        jdbi.registerArrayType(String.class, "varchar");
        jdbi.registerArrayType(UUID.class, "uuid");
        jdbi.registerArrayType(OffsetDateTime.class, dialect == Dialect.H2 ? "timestamp with time zone" : "timestamptz");
        jdbi.registerArrayType(BigDecimal.class, "numeric");
        jdbi.registerArrayType(Long.class, "bigint");
        jdbi.registerArrayType(Integer.class, "integer");
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
            config.setJdbcUrl(settings.url() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                    + ";WRITE_DELAY=0;TIME ZONE=UTC;LOCK_TIMEOUT="
                    + settings.timeout().toMillis());
        } else {
            config.setJdbcUrl(settings.url());
            config.addDataSourceProperty("ApplicationName", "cost");
            config.addDataSourceProperty("tcpKeepAlive", "true");
            long seconds = Math.max(1, settings.timeout().toSeconds());
            config.addDataSourceProperty("connectTimeout", Long.toString(seconds));
            config.addDataSourceProperty("loginTimeout", Long.toString(seconds));
            // Plans are made once for each statement: planning anew for each array's length costs more than running it.
            config.setConnectionInitSql("set lock_timeout = " + settings.timeout().toMillis()
                    + "; set plan_cache_mode = force_generic_plan; set jit = off");
        }
        HikariDataSource pool = null;
        try {
            pool = new HikariDataSource(config);
            Migrations.run(pool, dialect, settings.currency());
            return new Database(pool, dialect);
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            String what = e instanceof FlywayException ? "cannot migrate " : "cannot open ";
            throw SqlFailures.beforeCommit(what + settings, e);
        }
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
        return translated(
                what, () -> jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> work.apply(handle)));
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
        for (int tries = 1; ; tries++) {
            try {
                return writeOnce(what, work);
            } catch (JdbiException e) {
                if (tries == MAX_TRIES || !SqlFailures.isRetryable(e)) {
                    throw SqlFailures.beforeCommit(what, e);
                }
            }
        }
    }

    private <T> T writeOnce(String what, Function<Handle, T> work) {
        try (Handle handle = jdbi.open()) {
            handle.begin();
            T result;
            try {
                result = work.apply(handle);
            } catch (RuntimeException | Error e) {
                rollback(handle, e);
                throw e;
            }
            try {
                handle.commit();
            } catch (JdbiException e) {
                if (SqlFailures.isRetryable(e)) {
                    rollback(handle, e);
                    throw e;
                }
                throw SqlFailures.duringCommit(what, e);
            }
            return result;
        }
    }

    private static void rollback(Handle handle, Throwable failure) {
        try {
            handle.rollback();
        } catch (JdbiException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
