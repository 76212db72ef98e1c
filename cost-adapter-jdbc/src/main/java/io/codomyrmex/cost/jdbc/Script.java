package io.codomyrmex.cost.jdbc;

import java.io.Serial;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
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

    /** One column of many rows: an array parameter. */
    record Column(String type, List<?> values) {}

    private record Part(
            String sql, List<Object> parameters, @Nullable Reader reader) {}

    private static final class ScriptException extends JdbiException {
        @Serial
        private static final long serialVersionUID = 1L;

        ScriptException(SQLException cause) {
            super(cause);
        }
    }

    private final Dialect dialect;
    private final List<Part> parts = new ArrayList<>();

    Script(Dialect dialect) {
        this.dialect = dialect;
    }

    static <R> Column texts(Collection<R> rows, Function<R, String> column) {
        return column("varchar", rows, column);
    }

    static <R> Column uuids(Collection<R> rows, Function<R, UUID> column) {
        return column("uuid", rows, column);
    }

    static <R> Column amounts(Collection<R> rows, Function<R, BigDecimal> column) {
        return column("numeric", rows, column);
    }

    static <R> Column times(Collection<R> rows, Function<R, OffsetDateTime> column) {
        return column("timestamptz", rows, column);
    }

    static <R> Column longs(Collection<R> rows, Function<R, Long> column) {
        return column("bigint", rows, column);
    }

    static <R> Column integers(Collection<R> rows, Function<R, Integer> column) {
        return column("integer", rows, column);
    }

    static <R> Column booleans(Collection<R> rows, Function<R, Boolean> column) {
        return column("boolean", rows, column);
    }

    private static <R> Column column(String type, Collection<R> rows, Function<R, ?> column) {
        return new Column(type, rows.stream().map(column).toList());
    }

    /** Adds a statement that changes something. */
    void update(String sql, Object... parameters) {
        parts.add(new Part(sql, List.of(parameters), null));
    }

    /** Adds a question. */
    void query(String sql, Reader reader, Object... parameters) {
        parts.add(new Part(sql, List.of(parameters), reader));
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
        if (parameter instanceof Column column) {
            statement.setArray(
                    index,
                    connection.createArrayOf(column.type(), column.values().toArray()));
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
