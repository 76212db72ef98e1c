package io.codomyrmex.cost.bootstrap.csv;

import java.util.regex.Pattern;

/**
 * Keeps a spreadsheet from taking a cell for a formula (owasp.org, CSV Injection). A cell that starts with a character that begins a
 * formula gets an apostrophe before it. So does one in which only apostrophes stand before such a character, so that taking one
 * apostrophe away gives every cell back. A decimal number is no formula, whatever its sign, and stays as it is.
 */
public final class FormulaGuard {

    /** Also a line's end and the full-width forms, which some spreadsheets take for the same. */
    private static final String TRIGGER = "[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20]";

    private static final Pattern NEEDED = Pattern.compile("'*+" + TRIGGER);
    private static final Pattern GUARDED = Pattern.compile("'++" + TRIGGER);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]++(\\.[0-9]++)?");

    private FormulaGuard() {}

    /** The cell as it is written. */
    static String apply(String cell) {
        boolean needed =
                NEEDED.matcher(cell).lookingAt() && !NUMBER.matcher(cell).matches();
        return needed ? "'" + cell : cell;
    }

    /** The cell that was written like this: the inverse of the guard. Only for files that {@link CsvOutput} wrote. */
    public static String undo(String written) {
        return GUARDED.matcher(written).lookingAt() ? written.substring(1) : written;
    }
}
