package io.codomyrmex.cost.bootstrap.http;

import org.jspecify.annotations.Nullable;

/** What a caller wants an answer to be. */
final class Accepts {

    private Accepts() {}

    /** Whether the first type that the caller names is CSV. */
    static boolean csv(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        int comma = accept.indexOf(',');
        return Bodies.type(comma < 0 ? accept : accept.substring(0, comma)).equals(Media.CSV);
    }
}
