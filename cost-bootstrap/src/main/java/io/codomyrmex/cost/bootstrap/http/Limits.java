package io.codomyrmex.cost.bootstrap.http;

import java.time.Duration;

/**
 * What one caller can ask of the service at most.
 *
 * @param bodyBytes the most bytes of a JSON body
 * @param bodyTime how long it may take to come
 * @param streamBytes the most bytes of an NDJSON stream, whose lines are recorded as they come
 * @param streamTime how long it may take to come
 * @param streamLines the most lines of one
 * @param streams the most streams at once; each holds a thread
 * @param answerBytes the most bytes of lines that a stream is answered with
 * @param answerTime how long a caller may take to read an answer
 * @param waitingBytes the most memory for bodies that are on their way; and the same for answers that are
 * @param headerBytes the most bytes of the request line and headers
 * @param connections the most open connections
 * @param idle how long a connection may be silent
 * @param lastIdle the same while the service stops
 * @param bytesPerSecond the least speed of a body, on average, once it has taken five seconds
 */
record Limits(
        int bodyBytes,
        Duration bodyTime,
        long streamBytes,
        Duration streamTime,
        long streamLines,
        int streams,
        int answerBytes,
        Duration answerTime,
        long waitingBytes,
        int headerBytes,
        int connections,
        Duration idle,
        Duration lastIdle,
        int bytesPerSecond) {

    /**
     * 16 MiB in a minute, 1 GiB and a million lines in an hour, 16 streams, 8 MiB of answers, each read within a minute, 256
     * MiB, 8 KiB, 1,024 connections, 30 seconds, 1 second, 1 KiB/s.
     */
    static final Limits DEFAULT = new Limits(
            16 << 20,
            Duration.ofMinutes(1),
            1L << 30,
            Duration.ofHours(1),
            1_000_000,
            16,
            8 << 20,
            Duration.ofMinutes(1),
            256 << 20,
            8 << 10,
            1024,
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            1 << 10);
}
