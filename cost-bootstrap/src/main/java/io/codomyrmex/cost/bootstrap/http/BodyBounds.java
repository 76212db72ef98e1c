package io.codomyrmex.cost.bootstrap.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts a body as it comes: how long it is, how long it takes, and how fast it is. Not thread-safe. */
final class BodyBounds {

    /** From when on its average speed counts: before, a pause between two packets would. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final long most;
    private final Duration longest;
    private final int bytesPerSecond;
    private final LongSupplier nanoClock;
    private final long begun;
    private long read;

    /**
     * @param most the most bytes
     * @param longest how long it may take to come
     * @param bytesPerSecond its least speed on average, once it has taken some seconds
     */
    BodyBounds(long most, Duration longest, int bytesPerSecond, LongSupplier nanoClock) {
        this.most = most;
        this.longest = longest;
        this.bytesPerSecond = bytesPerSecond;
        this.nanoClock = nanoClock;
        this.begun = nanoClock.getAsLong();
    }

    /**
     * Counts some bytes more, or none.
     *
     * @throws Problem if the body is too long, or too slow
     */
    void count(int bytes) {
        read += bytes;
        if (read > most) {
            throw Problem.tooLarge("the body must have at most " + most + " bytes");
        }
        Duration taken = Duration.ofNanos(nanoClock.getAsLong() - begun);
        if (taken.compareTo(longest) > 0) {
            throw late();
        }
        if (taken.compareTo(PATIENCE) > 0 && read < taken.toMillis() * bytesPerSecond / TimeUnit.SECONDS.toMillis(1)) {
            throw Problem.tooSlow("the body must come with at least " + bytesPerSecond + " bytes per second");
        }
    }

    /** What a caller is told whose body is not there in time. */
    Problem late() {
        return Problem.tooSlow("the body must be there within " + longest.toSeconds() + " seconds");
    }
}
