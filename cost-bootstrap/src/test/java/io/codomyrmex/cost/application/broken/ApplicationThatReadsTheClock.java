package io.codomyrmex.cost.application.broken;

import java.time.Instant;

/** Breaks a rule on purpose, to show that the rule can fail. */
public final class ApplicationThatReadsTheClock {

    /** Now. */
    public Instant instant() {
        return Instant.now();
    }
}
