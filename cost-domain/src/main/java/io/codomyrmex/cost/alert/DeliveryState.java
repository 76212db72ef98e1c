package io.codomyrmex.cost.alert;

import java.util.Locale;

/** Where the delivery of an event to a target is. On the wire in lower case. */
public enum DeliveryState {
    /** To be tried, for the first time or again. */
    PENDING,
    /** The target has taken it. */
    DELIVERED,
    /** Given up: the target has refused it for good, or it was tried for too long. */
    FAILED,
    /** Never tried: the event was too old when somebody came to deliver it. */
    SKIPPED;

    /** The name on the wire and in the database, like {@code pending}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
