package io.codomyrmex.cost.jdbc;

import com.zaxxer.hikari.util.DriverDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Opens connections to PostgreSQL. A session that is ours gets its settings once, when it is opened. Behind a pooler that hands
 * sessions from one client to the next after each transaction, nothing may stay on them: there, statements are not prepared on
 * the server, and each transaction brings its settings with it, see {@link #transactionSettings}. A pooler gives itself away by
 * the process that it invents for a connection: it is not the one that answers.
 */
final class PostgresSource implements DataSource {

    private static final String GREETING = "select pg_backend_pid(), current_schema(),"
            + " exists (select 1 from pg_extension where extname = 'citus')";
    private static final String NO_SCHEMA = "3F000";

    private final PostgresUrl url;
    private final Duration silence;
    private final Map<String, String> settings;
    private final DriverDataSource driver;
    private volatile boolean pooled;

    /**
     * @param silence how long the server may be silent, unless the url says
     * @param settings names and values of what each transaction needs set
     */
    PostgresSource(JdbcSettings ledger, Duration silence, Map<String, String> settings) {
        this.url = new PostgresUrl(ledger);
        this.silence = silence;
        this.settings = new LinkedHashMap<>(settings);
        Properties properties = url.properties();
        this.driver = new DriverDataSource(ledger.url(), null, properties, ledger.user(), ledger.password());
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = driver.getConnection();
        try {
            greet(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void greet(Connection connection) throws SQLException {
        PGConnection session = connection.unwrap(PGConnection.class);
        int threshold = session.getPrepareThreshold();
        session.setPrepareThreshold(0);
        try (Statement statement = connection.createStatement()) {
            boolean own;
            boolean distributed;
            try (ResultSet answer = statement.executeQuery(GREETING)) {
                answer.next();
                own = answer.getInt(1) == session.getBackendPID();
                requireSchema(answer.getString(2));
                distributed = answer.getBoolean(3);
            }
            if (own) {
                session.setPrepareThreshold(threshold);
                setOnce(statement, distributed);
            } else {
                pooled = true;
            }
        }
        if (!url.saysSilence()) {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(silence.toMillis()));
        }
    }

    /** A pooler may drop the schema without a word; then two ledgers would meet in one. */
    private void requireSchema(@Nullable String found) throws SQLException {
        String asked = url.schema();
        if (asked != null && !asked.equals(found)) {
            throw new SQLException(
                    "the url's currentSchema is '" + asked + "', but the connection is in "
                            + (found == null ? "none" : "'" + found + "'")
                            + ": create the schema, or, behind a pooler that drops it, set the user's search_path instead",
                    NO_SCHEMA);
        }
    }

    /**
     * Plans are made once for each statement: planning anew for each array's length costs more than running it. Citus must see
     * the values to know where the rows are.
     */
    private void setOnce(Statement statement, boolean distributed) throws SQLException {
        StringBuilder sql = new StringBuilder();
        settings.forEach((name, value) ->
                sql.append("set ").append(name).append(" = ").append(value).append("; "));
        if (!distributed && !settings.isEmpty()) {
            sql.append("set plan_cache_mode = force_generic_plan");
        }
        if (sql.length() > 0) {
            statement.execute(sql.toString());
        }
    }

    /** Whether a connection led to a pooler. */
    boolean isPooled() {
        return pooled;
    }

    /** The statement that each transaction begins with; empty where the sessions have their settings. */
    String transactionSettings() {
        if (!pooled || settings.isEmpty()) {
            return "";
        }
        return settings.entrySet().stream()
                .map(one -> "set_config('" + one.getKey() + "', '" + one.getValue() + "', true)")
                .collect(Collectors.joining(", ", "select ", ""));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the ledger's settings name the user");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return driver.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        driver.setLogWriter(out);
    }

    /** Does nothing: the driver's properties say how long a login may take. */
    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return driver.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return driver.isWrapperFor(type);
    }
}
