package io.codomyrmex.cost.jdbc;

import java.io.Serial;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * Statements that go to the database together. PostgreSQL's driver sends them in one go and waits once for all answers, so
 * that a transaction costs few round trips, however many tables it touches; each statement still sees what was committed
 * before it began. On H2, which is in the same process, they are run one after the other.
 */
final class Script {

    /** Takes one row of an answer. */
    @FunctionalInterface
    interface Reader {
        void row(ResultSet row) throws SQLException;
    }

    private record Part(
            String sql, List<Object> parameters, @Nullable Reader reader) {}

    private static final class ScriptException extends JdbiException {
        @Serial
        private static final long serialVersionUID = 1L;

        ScriptException(SQLException cause) {
            super(cause);
        }
    }

    /** The attribute of a Jdbi that supplies {@link #transactionSettings}. */
    static final String SETTINGS = "transaction_settings";

    private final Dialect dialect;
    private final List<Part> parts = new ArrayList<>();
    private final @Nullable Part guard;

    Script(Dialect dialect) {
        this(dialect, null);
    }

    private Script(Dialect dialect, @Nullable Part guard) {
        this.dialect = dialect;
        this.guard = guard;
    }

    /**
     * A script that changes something only if a first statement does: all that it adds takes its rows {@link #from} there.
     *
     * @param sql an update that returns one row, or none
     */
    static Script guarded(Dialect dialect, String sql, Object... parameters) {
        return new Script(dialect, new Part(sql, List.of(parameters), null));
    }

    Dialect dialect() {
        return dialect;
    }

    /** Adds a statement that changes something. */
    void update(String sql, Object... parameters) {
        parts.add(new Part(sql, List.of(parameters), null));
    }

    /** Adds a question. */
    void query(String sql, Reader reader, Object... parameters) {
        parts.add(new Part(sql, List.of(parameters), reader));
    }

    /** Rows as the source of a statement of this script. */
    String from(RowSet<?> rows) {
        return guard == null ? rows.sql() : rows.sql() + " cross join guard";
    }

    /** Runs all, in order; if one fails, those after it are not run. */
    void run(Handle handle) {
        try {
            if (dialect.runsTogether()) {
                run(handle.getConnection(), parts);
            } else {
                for (Part part : parts) {
                    run(handle.getConnection(), List.of(part));
                }
            }
        } catch (SQLException e) {
            throw new ScriptException(e);
        }
    }

    /** Adds: begins a transaction. On H2 it begins at once. */
    void begin(Handle handle) {
        if (dialect.runsTogether()) {
            update("begin");
            String settings = transactionSettings(handle);
            if (!settings.isEmpty()) {
                query(settings, row -> {});
            }
        } else {
            handle.begin();
        }
    }

    /** The statement that a transaction begins with where it brings its settings; empty where the session has them. */
    static String transactionSettings(Handle handle) {
        return handle.getConfig(SqlStatements.class).getAttribute(SETTINGS) instanceof Supplier<?> settings
                ? String.valueOf(settings.get())
                : "";
    }

    /**
     * Runs all and commits what {@link #begin} began, in the same go where statements are sent together.
     *
     * @throws CommitLostException if the database did not say what became of it
     */
    void runAndCommit(Handle handle) {
        if (!dialect.runsTogether()) {
            run(handle);
            Database.commit(handle);
            return;
        }
        update("commit");
        try {
            run(handle.getConnection(), parts);
        } catch (SQLException e) {
            throw SqlFailures.isRefusal(e) ? new ScriptException(e) : new CommitLostException(e);
        }
    }

    /**
     * Runs all of a guarded script in a transaction of its own, in one go.
     *
     * @return whether it changed anything
     * @throws CommitLostException if the database did not say what became of it
     */
    boolean runGuarded(Handle handle) {
        Part first = Objects.requireNonNull(guard);
        StringBuilder sql =
                new StringBuilder("with guard as (").append(first.sql()).append(')');
        List<Object> parameters = new ArrayList<>(first.parameters());
        for (int i = 0; i < parts.size(); i++) {
            sql.append(",\npart")
                    .append(i)
                    .append(" as (")
                    .append(parts.get(i).sql())
                    .append(')');
            parameters.addAll(parts.get(i).parameters());
        }
        AtomicBoolean changed = new AtomicBoolean();
        Script script = new Script(dialect);
        script.begin(handle);
        script.query(sql.append(" select 1 from guard").toString(), row -> changed.set(true), parameters.toArray());
        script.runAndCommit(handle);
        return changed.get();
    }

    /** Rolls back what {@link #begin} began. */
    static void rollback(Handle handle, Dialect dialect) {
        if (dialect.runsTogether()) {
            handle.execute("rollback");
        } else {
            handle.rollback();
        }
    }

    private static void run(Connection connection, List<Part> together) throws SQLException {
        if (together.isEmpty()) {
            return;
        }
        String sql = together.stream().map(Part::sql).collect(Collectors.joining(";\n"));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (Part part : together) {
                for (Object parameter : part.parameters()) {
                    bind(connection, statement, index++, parameter);
                }
            }
            statement.execute();
            for (int i = 0; i < together.size(); i++) {
                if (i > 0) {
                    statement.getMoreResults();
                }
                Reader reader = together.get(i).reader();
                if (reader != null) {
                    read(statement, reader);
                }
            }
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, Object parameter)
            throws SQLException {
        if (parameter instanceof RowSet.Column column) {
            statement.setArray(
                    index,
                    connection.createArrayOf(
                            column.elementType(), column.values().toArray()));
        } else {
            statement.setObject(index, parameter);
        }
    }

    private static void read(PreparedStatement statement, Reader reader) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                reader.row(rows);
            }
        }
    }
}
