package io.codomyrmex.cost.bootstrap.input;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.input.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Moments as people type them. */
public final class Moments {

    private Moments() {}

    /**
     * Reads an instant ({@code 2026-05-01T12:00:00Z}), a date-time with an offset ({@code 2026-05-01T12:00+02:00}) or a
     * date, which stands for the start of its day.
     *
     * @param field the option's name, for errors
     * @param zone where a date's day starts
     * @throws InvalidInputException if it is none of these, or out of the range of instants
     */
    public static Instant of(String field, String text, ZoneId zone) {
        return InstantRule.kept(
                field, text.indexOf('T') < 0 ? day(field, text, zone) : CostJson.readInstant(field, text));
    }

    private static Instant day(String field, String text, ZoneId zone) {
        try {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    field, text, "must be a date, or a date-time with offset like 2026-05-01T12:00:00Z", e);
        }
    }
}
