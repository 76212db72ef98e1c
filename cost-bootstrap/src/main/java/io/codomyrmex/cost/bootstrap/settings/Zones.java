package io.codomyrmex.cost.bootstrap.settings;

import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time zones as text. UTC has many names ({@code Z}, {@code UTC}, {@code GMT}); here it is one zone. */
public final class Zones {

    /** The zone without offset. */
    public static final ZoneId UTC = ZoneOffset.UTC;

    private Zones() {}

    /**
     * The zone with this id.
     *
     * @throws java.time.DateTimeException if there is none
     */
    public static ZoneId parse(String text) {
        ZoneId zone = ZoneId.of(text);
        return zone.normalized().equals(UTC) ? UTC : zone;
    }
}
