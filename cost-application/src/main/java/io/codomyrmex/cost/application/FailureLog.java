package io.codomyrmex.cost.application;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/**
 * Logs failures of something that is done again and again: each kind of failure once with its trace, then at most one line a
 * minute, and that it works again. A failure within a minute of the last belongs to it, so that something that fails every
 * other time fills no log either. Not thread-safe.
 */
final class FailureLog {

    private static final Logger LOG = System.getLogger(FailureLog.class.getName());
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int MAX_KINDS = 16;

    private final String operation;
    private final InstantSource clock;
    private final Set<Class<?>> kinds = new HashSet<>();
    private Instant lastFailure = Instant.MIN;
    private Instant lastLine = Instant.MIN;
    private int unlogged;
    private boolean worked;
    private boolean announced;

    /**
     * @param operation what is done, the subject of a sentence, like {@code alerts to mail}
     * @param clock where the time comes from
     */
    FailureLog(String operation, InstantSource clock) {
        this.operation = operation;
        this.clock = clock;
    }

    /** It has failed. */
    void failed(Throwable failure) {
        Instant now = clock.instant();
        if (worked && isQuietSince(lastFailure, now)) {
            kinds.clear();
        }
        worked = false;
        lastFailure = now;
        unlogged++;
        if (kinds.size() < MAX_KINDS && kinds.add(failure.getClass())) {
            LOG.log(Level.ERROR, operation + " failed: " + failure, failure);
        } else if (isQuietSince(lastLine, now)) {
            int times = unlogged;
            LOG.log(Level.ERROR, () -> operation + " failed " + times + " times more, the last time: " + failure);
        } else {
            return;
        }
        announced = true;
        lastLine = now;
        unlogged = 0;
    }

    /** It works. */
    void succeeded() {
        worked = true;
        if (announced) {
            announced = false;
            LOG.log(Level.INFO, () -> operation + " no longer failed");
        }
    }

    private static boolean isQuietSince(Instant last, Instant now) {
        return last.isBefore(now.minus(QUIET));
    }
}
