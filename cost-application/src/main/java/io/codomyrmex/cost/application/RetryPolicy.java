package io.codomyrmex.cost.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * When a delivery that failed is tried again: after {@code first · 2^(attempt-1)}, at most {@code longest}, of which a random
 * half is taken away so that targets that come back are not met by all at once; and until the alert is {@code giveUp} old.
 *
 * @param first the wait after the first attempt
 * @param longest the longest wait
 * @param giveUp how old an alert may become
 */
public record RetryPolicy(Duration first, Duration longest, Duration giveUp) {

    /** From 1 second to 1 hour, for 7 days. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofDays(7));

    private static final int MAX_DOUBLINGS = 30;

    /**
     * When to try again; empty to give up.
     *
     * @param attempt the number of the attempt that failed, from 1
     * @param firedAt when the alert fired
     * @param now when the attempt failed
     * @param random gives a number from 0 to below its argument
     */
    Optional<Instant> next(int attempt, Instant firedAt, Instant now, LongUnaryOperator random) {
        if (firedAt.plus(giveUp).isBefore(now)) {
            return Optional.empty();
        }
        long millis = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempt - 1, MAX_DOUBLINGS));
        return Optional.of(now.plusMillis(millis - random.applyAsLong(millis / 2 + 1)));
    }

    /**
     * Until when a target is left alone that asks for it: at most for {@code longest}.
     *
     * @param asked what the target asks for
     * @param now when it does
     */
    Instant bounded(Instant asked, Instant now) {
        Instant latest = now.plus(longest);
        return asked.isAfter(latest) ? latest : asked;
    }
}
