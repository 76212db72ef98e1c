package io.codomyrmex.cost.time;

import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.input.InvalidInputException;
import java.time.Instant;

/**
 * A half-open stretch of time.
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
        if (!end.isAfter(start)) {
            throw new InvalidInputException("to", end, "must be after from '" + start + "'");
        }
    }

    /** Whether the instant lies in it. */
    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }
}
