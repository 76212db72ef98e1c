package io.codomyrmex.cost.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;

/** Makes the pools of connections that a ledger works with. */
final class Pools {

    /** Throws a connection away that leads to a server which is gone, or no longer writes. */
    private static final SQLExceptionOverride USELESS = new SQLExceptionOverride() {
        @java.lang.Override // Override is Hikari's here
        public Override adjudicate(SQLException failure) {
            return SqlFailures.isConnectionUseless(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    };

    private final JdbcSettings settings;
    private final PostgresUrl url;

    Pools(JdbcSettings settings) {
        this.settings = settings;
        this.url = new PostgresUrl(settings);
    }

    /**
     * The connections of readers, and of transactions that are not shared.
     *
     * @throws RuntimeException if there is none to be had within the timeout, or it is certain at once that there never will be
     */
    HikariDataSource general() {
        HikariConfig config = config("cost", settings.poolSize());
        if (!settings.isH2()) {
            DataSource source = new PostgresSource(settings, url.silence(), general(url.lockTimeout()));
            refuseAtOnce(source);
            config.setDataSource(source);
        }
        return new HikariDataSource(config);
    }

    /**
     * The connection of the transactions that callers share: one, since they are never two at a time, and its own, so that
     * no reader takes it. Its statements look rows up by key. Their plans are made once and kept, maybe while the tables are
     * still empty, when reading all of them looks cheap; it would not be for long.
     */
    HikariDataSource group() {
        HikariConfig config = config("cost-group", 1);
        if (!settings.isH2()) {
            Map<String, String> session = general(url.briefLock());
            session.put("enable_seqscan", "off");
            session.put("enable_bitmapscan", "off");
            config.setDataSource(new PostgresSource(settings, url.briefSilence(), session));
        }
        return new HikariDataSource(config);
    }

    /** Connections without the pools' limits: a migration may take its time, and keeps a lock meanwhile. */
    DataSource patient(HikariDataSource general, Duration silence) {
        // whoever waits for a lock on a whole table holds up all who come after: not for long, and then again
        return settings.isH2() ? general : new PostgresSource(settings, silence, Map.of("lock_timeout", "5000"));
    }

    /** A client that hangs must not keep the ledger locked. */
    private Map<String, String> general(Duration lock) {
        Map<String, String> session = new LinkedHashMap<>();
        session.put("lock_timeout", Long.toString(url.lock(lock).toMillis()));
        session.put(
                "idle_in_transaction_session_timeout",
                Long.toString(url.silence().toMillis()));
        session.put("jit", "off");
        return session;
    }

    private HikariConfig config(String name, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.timeout().toMillis());
        config.setInitializationFailTimeout(settings.timeout().toMillis());
        config.setExceptionOverride(USELESS);
        if (settings.isH2()) {
            config.setUsername(settings.user());
            config.setPassword(settings.password());
            // Told to end, H2 would close the database at once, under those who still write: closing it is ours.
            config.setJdbcUrl(settings.url() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                    + ";WRITE_DELAY=0;TIME ZONE=UTC;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT="
                    + url.lockTimeout().toMillis());
        } else {
            // an idle connection to a server that hangs must leave its caller time for another one
            config.setValidationTimeout(Math.min(
                    5_000, Math.max(250, settings.timeout().dividedBy(5).toMillis())));
        }
        return config;
    }

    /** Fails at once where it is of no use to wait; where it may be, the pool waits. */
    private static void refuseAtOnce(DataSource source) {
        try {
            Connection connection = source.getConnection();
            connection.close();
        } catch (SQLException e) {
            if (!SqlFailures.isPassing(e)) {
                throw new ConnectionException(e);
            }
        }
    }

    /** Throws all connections of a pool away: those that nobody uses at once, the others when they are given back. */
    static void discard(HikariDataSource pool) {
        HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        if (connections != null) { // null before the first and after the last connection
            connections.softEvictConnections();
        }
    }
}
