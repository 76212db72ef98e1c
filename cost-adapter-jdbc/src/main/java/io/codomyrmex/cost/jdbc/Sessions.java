package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.input.InvalidInputException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * How PostgreSQL's sessions are set up. A session of our own is set up once, when it is opened. Behind a pooler in transaction
 * mode a session is lent for a transaction and is somebody else's afterwards: nothing is set there but for the transaction,
 * and no statement is prepared under a name. A pooler is known by the process that it names as the server's when a connection
 * is opened, which is not the one that answers.
 */
final class Sessions {

    private static final String WHO_ANSWERS = "select pg_backend_pid(), current_schema(),"
            + " exists (select 1 from pg_extension where extname = 'citus')";

    /** The sessions that transactions of the group have: they look rows up by key. */
    private final boolean byKey;

    private final Duration lockTimeout;
    private final Duration silence;
    private final List<String> schemas;
    private final String url;
    /** Whether a connection's session is lent, by connection. */
    private final Map<Connection, Boolean> lent = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @param settings where the ledger is
     * @param lockTimeout the longest wait for a lock
     * @param silence after which a client that keeps a transaction open is taken for gone
     * @param byKey whether statements are to look rows up by key whatever the statistics say
     */
    Sessions(JdbcSettings settings, Duration lockTimeout, Duration silence, boolean byKey) {
        this.url = settings.toString();
        this.schemas = schemas(settings.url());
        this.lockTimeout = lockTimeout;
        this.silence = silence;
        this.byKey = byKey;
    }

    /** The schemas that the url names, as the server spells them; empty if it names none. */
    private static List<String> schemas(String url) {
        Properties properties = Driver.parseURL(url, null);
        String named = properties == null ? null : properties.getProperty("currentSchema");
        return named == null || named.isBlank()
                ? List.of()
                : Arrays.stream(named.split(",", -1))
                        .map(String::strip)
                        .map(name -> name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
                                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                                : name.toLowerCase(Locale.ROOT))
                        .toList();
    }

    /**
     * Sets up the session of a connection that is used for the first time.
     *
     * @param connection the driver's own
     * @throws InvalidInputException if the connection is not in the schema that the url names
     */
    void setUp(Connection connection) throws SQLException {
        if (lent.containsKey(connection)) {
            return;
        }
        PGConnection driver = connection.unwrap(PGConnection.class);
        boolean pooled;
        boolean citus;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WHO_ANSWERS)) {
            row.next();
            pooled = row.getInt(1) != driver.getBackendPID();
            checkSchema(row.getString(2));
            citus = row.getBoolean(3);
        }
        if (pooled) {
            driver.setPrepareThreshold(0);
        } else {
            try (Statement statement = connection.createStatement()) {
                statement.execute(settings(citus).stream()
                        .map(setting -> "set " + setting.name() + " = " + setting.value())
                        .collect(Collectors.joining("; ")));
            }
        }
        lent.put(connection, pooled);
    }

    private void checkSchema(@Nullable String current) {
        if (!schemas.isEmpty() && !schemas.contains(current)) {
            throw new InvalidInputException(
                    "url",
                    url + " with currentSchema=" + String.join(",", schemas),
                    current == null
                            ? "must name a schema that exists and that the user may use; create it first"
                            : "must be obeyed, but the connection is in the schema " + current
                                    + ": a pooler that ignores search_path is in between");
        }
    }

    private record Setting(String name, String value) {}

    private List<Setting> settings(boolean citus) {
        List<Setting> settings = new ArrayList<>();
        settings.add(new Setting("lock_timeout", Long.toString(lockTimeout.toMillis())));
        settings.add(new Setting("idle_in_transaction_session_timeout", Long.toString(silence.toMillis())));
        settings.add(new Setting("jit", "off"));
        if (!citus) {
            // Plans are made once for each statement: planning anew for each array's length costs more than running it.
            // Citus cannot distribute a plan that is made without the values.
            settings.add(new Setting("plan_cache_mode", "force_generic_plan"));
        }
        if (byKey) {
            // A plan is kept, maybe from when the tables were still empty and reading all of them looked cheap.
            settings.add(new Setting("enable_seqscan", "off"));
            settings.add(new Setting("enable_bitmapscan", "off"));
        }
        return settings;
    }

    /**
     * The statement that sets up a transaction on this connection, to be run first in it; null where the session is our own
     * and set up already.
     */
    @Nullable
    String inTransaction(Connection connection) {
        return Boolean.TRUE.equals(lent.get(connection))
                ? settings(true).stream() // nothing is prepared, so no plan is kept
                        .map(setting -> "set_config('" + setting.name() + "', '" + setting.value() + "', true)")
                        .collect(Collectors.joining(", ", "select ", ""))
                : null;
    }
}
