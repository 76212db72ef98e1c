package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.input.InvalidInputException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates with time as FOCUS exports have them. The specification wants ISO 8601 in UTC with Z (FOCUS 1.2, Date/Time
 * Format); exports also have a blank in place of the T, no zone at all, {@code UTC} behind a blank, or an offset.
 * What has no zone is UTC.
 */
final class FocusTime {

    private static final String DATE = "([0-9]{4}-[0-9]{2}-[0-9]{2})";
    private static final String TIME = "([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?)";
    private static final String ZONE = "(| UTC|Z|[+-][0-9:]{2,6})";
    private static final Pattern FORM = Pattern.compile(DATE + "[T ]" + TIME + ZONE, Pattern.CASE_INSENSITIVE);

    private FocusTime() {}

    static Instant parse(String column, String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            boolean offset = form.group(3).startsWith("+") || form.group(3).startsWith("-");
            try {
                return CostJson.readInstant(
                        column, form.group(1) + "T" + form.group(2) + (offset ? form.group(3) : "Z"));
            } catch (InvalidInputException e) {
                throw wrong(column, text, e);
            }
        }
        throw wrong(column, text, null);
    }

    private static InvalidInputException wrong(String column, String text, @Nullable Throwable cause) {
        return new InvalidInputException(
                column, text, "must be a date with time, like 2024-09-01T00:00:00Z or 2024-09-01 00:00:00", cause);
    }
}
