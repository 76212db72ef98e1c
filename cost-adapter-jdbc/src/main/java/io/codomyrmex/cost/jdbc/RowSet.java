package io.codomyrmex.cost.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * Rows as the source of a statement: a table named {@code n}. Many rows go as one array for each column, so that a statement
 * has one text, and one plan, whatever their number; a single row goes as plain values, which PostgreSQL reads in a third
 * of the time.
 *
 * @param <R> what a row is made of
 */
final class RowSet<R> {

    /** The types of columns: as SQL casts them, and as JDBC names the elements of their arrays. */
    enum ColumnType {
        TEXT("varchar", "varchar"),
        UUID("uuid", "uuid"),
        AMOUNT("numeric(38, 18)", "numeric"),
        SUM("numeric(60, 18)", "numeric"),
        TIME("timestamp with time zone", "timestamptz"),
        LONG("bigint", "bigint"),
        INTEGER("integer", "integer"),
        BOOLEAN("boolean", "boolean");

        private final String sql;
        private final String element;

        ColumnType(String sql, String element) {
            this.sql = sql;
            this.element = element;
        }
    }

    /** One column of many rows: an array parameter. */
    record Column(String elementType, List<?> values) {}

    private final Collection<R> rows;
    private final StringJoiner sources = new StringJoiner(", ");
    private final StringJoiner names = new StringJoiner(", ", " as n (", ")");
    private final List<Object> parameters = new ArrayList<>();

    private RowSet(Collection<R> rows) {
        this.rows = rows;
    }

    /** A row for each of these; columns are to be added. */
    static <R> RowSet<R> of(Collection<R> rows) {
        return new RowSet<>(rows);
    }

    /** Rows of one column, {@code id}. */
    static RowSet<String> ids(Collection<String> ids) {
        return of(ids).column("id", ColumnType.TEXT, id -> id);
    }

    /** Adds a column. */
    RowSet<R> column(String name, ColumnType type, Function<? super R, ?> value) {
        names.add(name);
        if (isSingle()) {
            sources.add("cast(? as " + type.sql + ")");
            parameters.add(value.apply(rows.iterator().next()));
        } else {
            sources.add("cast(? as " + type.sql + " array)");
            parameters.add(new Column(type.element, rows.stream().map(value).toList()));
        }
        return this;
    }

    private boolean isSingle() {
        return rows.size() == 1;
    }

    /** The rows as an item of a {@code from} clause. */
    String sql() {
        return (isSingle() ? "(values (" + sources + "))" : "unnest(" + sources + ")") + names;
    }

    /** What is to be bound, in the order of the columns. */
    Object[] parameters() {
        return parameters.toArray();
    }
}
