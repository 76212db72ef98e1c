package io.codomyrmex.cost.time;

import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.input.InvalidInputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A half-open stretch of time, its ends rounded up to the microsecond, which is the unit of an entry's timestamp.
 *
 * @param start the first instant in it
 * @param end the first instant after it; later than start
 */
public record TimeRange(Instant start, Instant end) {

    /** From the first to the last instant that an entry may have. */
    public static final TimeRange ALL = new TimeRange(InstantRule.MIN, InstantRule.MAX);

    /**
     * @throws InvalidInputException if the end is not after the start
     */
    public TimeRange {
        start = upToMicros(start);
        end = upToMicros(end);
        if (!end.isAfter(start)) {
            throw new InvalidInputException("to", end, "must be after from '" + start + "'");
        }
    }

    /** Entries have whole microseconds, so the first one in or after a range is at the next whole microsecond. */
    private static Instant upToMicros(Instant instant) {
        Instant down = instant.truncatedTo(ChronoUnit.MICROS);
        return down.equals(instant) ? down : down.plus(1, ChronoUnit.MICROS);
    }

    /** Whether the instant lies in it. */
    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }
}
