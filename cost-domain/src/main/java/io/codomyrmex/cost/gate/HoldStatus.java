package io.codomyrmex.cost.gate;

import java.util.Locale;

/** Where a hold is in its life. On the wire in lower case. */
public enum HoldStatus {
    /** The money is kept free. */
    HELD,
    /** The actual cost was recorded; the money is no longer held. */
    COMMITTED,
    /** Given back unused. */
    RELEASED,
    /** Its time ran out: the money is free again. It can still be committed. */
    EXPIRED;

    /** The name on the wire and in the database, like {@code held}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
