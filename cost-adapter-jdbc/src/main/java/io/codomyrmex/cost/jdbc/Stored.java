package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.store.StoreFaultException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * Reads what is stored as values that obey the rules of today. What breaks one is not the mistake of whoever asks for it: a newer
 * version of the program wrote it, or somebody else did.
 */
final class Stored {

    private static final int SHOWN = 80;

    /** Makes a value of a row. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws SQLException;
    }

    private Stored() {}

    /**
     * Makes a value of a text in a column.
     *
     * @throws StoreFaultException that names table, column and text, if it cannot be made
     */
    static <T> T value(ResultSet row, String table, String column, Function<String, T> make) throws SQLException {
        String text = Rows.text(row, column);
        try {
            return make.apply(text);
        } catch (RuntimeException e) {
            String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
            throw fault(table + "." + column + " is '" + shown + "': " + e.getMessage(), e);
        }
    }

    /**
     * Makes a value of a whole row.
     *
     * @param key which row of the table it is
     * @throws StoreFaultException that names table, row and rule, if it cannot be made
     */
    static <T> T row(String table, String key, Reading<T> reading) throws SQLException {
        try {
            return reading.read();
        } catch (IllegalArgumentException e) {
            throw fault(table + " '" + key + "': " + e.getMessage(), e);
        }
    }

    private static StoreFaultException fault(String what, RuntimeException cause) {
        return new StoreFaultException("a stored row breaks a rule of this version of the program: " + what, cause);
    }
}
