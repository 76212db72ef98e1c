package io.codomyrmex.cost.application;

/** Makes ids for entries whose caller gives none. Thread-safe. */
@FunctionalInterface
public interface IdSource {

    /** A new id, different from all others ever made: 1 to 200 printable characters. */
    String next();
}
