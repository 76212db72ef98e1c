package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.input.Moments;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The ends of a range of time, as they were given. */
final class RangeOptions {

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "From this moment on: a date, or a date-time with offset like 2026-05-01T12:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Up to this moment, without it.")
    private @Nullable String to;

    boolean given() {
        return from != null || to != null;
    }

    @Nullable
    Instant from(ZoneId zone) {
        return from == null ? null : Moments.of("from", from, zone);
    }

    @Nullable
    Instant to(ZoneId zone) {
        return to == null ? null : Moments.of("to", to, zone);
    }
}
