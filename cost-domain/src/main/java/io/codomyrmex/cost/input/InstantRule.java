package io.codomyrmex.cost.input;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants: from 1970-01-01T00:00Z, before 9999-01-01T00:00Z, kept to the microsecond. */
public final class InstantRule {

    /** The first accepted instant. */
    public static final Instant MIN = Instant.EPOCH;
    /** The first instant that is too late. */
    public static final Instant MAX = Instant.parse("9999-01-01T00:00:00Z");

    private InstantRule() {}

    /**
     * The instant, cut down to the microsecond.
     *
     * @throws InvalidInputException if it is null, before 1970 or not before the year 9999
     */
    public static Instant kept(String field, @Nullable Instant instant) {
        if (instant == null) {
            throw new InvalidInputException(field, null, "must be given");
        }
        if (instant.isBefore(MIN) || !instant.isBefore(MAX)) {
            throw new InvalidInputException(field, instant, "must lie from 1970-01-01 to before 9999-01-01 (UTC)");
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
