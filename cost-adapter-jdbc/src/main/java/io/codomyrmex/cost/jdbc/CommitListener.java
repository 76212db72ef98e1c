package io.codomyrmex.cost.jdbc;

/** Hears of the transactions that callers share. Called between transactions, so it must be quick and must not throw. */
@FunctionalInterface
public interface CommitListener {

    /** Hears nothing. */
    CommitListener NONE = callers -> {};

    /**
     * A transaction was committed.
     *
     * @param callers how many callers shared it, one or more
     */
    void committed(int callers);
}
