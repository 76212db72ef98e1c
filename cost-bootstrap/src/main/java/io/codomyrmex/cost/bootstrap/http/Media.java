package io.codomyrmex.cost.bootstrap.http;

/** Media types. */
final class Media {

    /** RFC 8259. */
    static final String JSON = "application/json";
    /** One JSON value on each line. */
    static final String NDJSON = "application/x-ndjson";
    /** RFC 9457. */
    static final String PROBLEM = "application/problem+json";
    /** RFC 4180. */
    static final String CSV = "text/csv";
    /** The text format of Prometheus, version 0.0.4. */
    static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private Media() {}
}
