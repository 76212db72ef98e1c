package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.input.InvalidInputException;
import java.util.Locale;

/** In which form a command prints. */
public enum OutputFormat {
    /** For people. */
    TABLE,
    /** One JSON object or array, on one line. */
    JSON,
    /** RFC 4180 with a header. */
    CSV;

    /**
     * The format with this name; case does not matter.
     *
     * @throws InvalidInputException if there is none
     */
    public static OutputFormat of(String field, String text) {
        for (OutputFormat format : values()) {
            if (format.name().equals(text.toUpperCase(Locale.ROOT))) {
                return format;
            }
        }
        throw new InvalidInputException(field, text, "must be one of table, json, csv");
    }
}
