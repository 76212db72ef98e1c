package io.codomyrmex.cost.time;

import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Periods that were found before: every decision asks for a few of them, over and over, and the calendar is slow beside all
 * else that a decision needs. One place for each hour, taken by the last period that was asked for there.
 */
final class KnownPeriods {

    private static final int PLACES = 4096;
    private static final int SECONDS_PER_HOUR = 3600;
    private static final AtomicReferenceArray<@Nullable Found> FOUND = new AtomicReferenceArray<>(PLACES);

    private record Found(BudgetPeriod period, ZoneId zone, TimeRange range) {
        boolean answers(BudgetPeriod asked, Instant instant, ZoneId zoneAsked) {
            return period == asked && range.contains(instant) && zone.equals(zoneAsked);
        }
    }

    private KnownPeriods() {}

    static TimeRange containing(BudgetPeriod period, Instant instant, ZoneId zone) {
        long hour = instant.getEpochSecond() / SECONDS_PER_HOUR;
        int place = Math.floorMod(hour + zone.hashCode() + period.wireName().hashCode(), PLACES);
        Found before = FOUND.get(place);
        if (before != null && before.answers(period, instant, zone)) {
            return before.range();
        }
        TimeRange range = period.find(instant, zone);
        FOUND.set(place, new Found(period, zone, range));
        return range;
    }
}
