package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.input.InvalidInputException;

/** Ids that are to be part of a path. */
final class PathIds {

    private PathIds() {}

    /**
     * Refuses an id that no path can name: clients take such segments away, however they are encoded (RFC 3986, 5.2.4).
     *
     * @throws InvalidInputException if it is {@code .} or {@code ..}
     */
    static void addressable(String id) {
        if (id.equals(".") || id.equals("..")) {
            throw new InvalidInputException("id", id, "must not be . or .., which no path can name");
        }
    }
}
