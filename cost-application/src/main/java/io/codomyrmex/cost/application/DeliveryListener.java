package io.codomyrmex.cost.application;

/**
 * Hears what becomes of attempts to deliver alerts. Called by the delivering threads, so it must be quick. What it throws is
 * logged and changes nothing.
 */
@FunctionalInterface
public interface DeliveryListener {

    /** What became of an attempt. */
    enum Outcome {
        /** The target has taken the alert. */
        DELIVERED,
        /** It has not; it is tried again. */
        FAILED,
        /** It has not, and is not tried again: it was refused for good, or tried for too long. */
        GIVEN_UP
    }

    /** Hears nothing. */
    DeliveryListener NONE = (target, outcome) -> {};

    /** An attempt has ended. */
    void attempted(String target, Outcome outcome);
}
