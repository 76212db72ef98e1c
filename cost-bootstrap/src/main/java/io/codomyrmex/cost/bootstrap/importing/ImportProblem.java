package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.input.InvalidInputException;

/**
 * Why a row was not recorded.
 *
 * @param line the line of the file that the row starts on, from 1
 * @param column the column or field that is wrong; {@code row} if it is the row as such
 * @param value the offending value as it stands in the file, in full; {@code null} if there is none
 * @param rule what the value must obey, worded to follow the value
 */
public record ImportProblem(long line, String column, String value, String rule) {

    /** One line for people: {@code line 7: BilledCost '$10.00' must be a decimal number, like 12.50}. */
    public String message() {
        String shown = value.equals("null") ? null : value;
        return "line " + line + ": " + new InvalidInputException(column, shown, rule).getMessage();
    }
}
