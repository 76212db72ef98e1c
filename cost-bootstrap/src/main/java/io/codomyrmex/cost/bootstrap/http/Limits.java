package io.codomyrmex.cost.bootstrap.http;

import java.time.Duration;

/**
 * What one caller can ask of the service at most.
 *
 * @param bodyBytes the most bytes of a JSON body
 * @param streamBytes the most bytes of an NDJSON stream, whose lines are recorded as they come
 * @param headerBytes the most bytes of the request line and headers
 * @param connections the most open connections
 * @param idle how long a connection may be silent
 * @param lastIdle the same while the service stops
 * @param bytesPerSecond the least speed of a body, on average
 */
record Limits(
        int bodyBytes,
        long streamBytes,
        int headerBytes,
        int connections,
        Duration idle,
        Duration lastIdle,
        int bytesPerSecond) {

    /** 16 MiB, 1 GiB, 8 KiB, 1,024 connections, 30 seconds, 1 second, 1 KiB/s. */
    static final Limits DEFAULT =
            new Limits(16 << 20, 1L << 30, 8 << 10, 1024, Duration.ofSeconds(30), Duration.ofSeconds(1), 1 << 10);
}
