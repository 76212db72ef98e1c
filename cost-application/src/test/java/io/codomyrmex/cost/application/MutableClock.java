package io.codomyrmex.cost.application;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is set. */
final class MutableClock implements InstantSource {

    private volatile Instant now;

    MutableClock(String now) {
        set(now);
    }

    @Override
    public Instant instant() {
        return now;
    }

    void set(String instant) {
        now = Instant.parse(instant);
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }
}
