package io.codomyrmex.cost.summary;

import io.codomyrmex.cost.time.TimeRange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a range that one level of the rollup answers. Any range is the sum of at most five slices, without gap or
 * overlap: whole UTC days in the middle, whole UTC hours around them, single entries at both ends.
 *
 * @param level which rows to add up
 * @param range the part of the range; its ends are multiples of the level's unit
 */
public record RangeSlice(Level level, TimeRange range) {

    /** What a slice adds up. */
    public enum Level {
        /** Rollups of UTC days. */
        DAY,
        /** Rollups of UTC hours. */
        HOUR,
        /** Single entries. */
        ENTRY
    }

    /** The slices of a range, in order of time. */
    public static List<RangeSlice> of(TimeRange range) {
        List<RangeSlice> slices = new ArrayList<>(5);
        split(range, Level.DAY, slices);
        return List.copyOf(slices);
    }

    private static void split(TimeRange range, Level level, List<RangeSlice> slices) {
        if (level == Level.ENTRY) {
            slices.add(new RangeSlice(level, range));
            return;
        }
        ChronoUnit unit = level == Level.DAY ? ChronoUnit.DAYS : ChronoUnit.HOURS;
        Level finer = level == Level.DAY ? Level.HOUR : Level.ENTRY;
        Instant from = ceiling(range.start(), unit);
        Instant to = range.end().truncatedTo(unit);
        if (!from.isBefore(to)) {
            split(range, finer, slices);
            return;
        }
        if (range.start().isBefore(from)) {
            split(new TimeRange(range.start(), from), finer, slices);
        }
        slices.add(new RangeSlice(level, new TimeRange(from, to)));
        if (to.isBefore(range.end())) {
            split(new TimeRange(to, range.end()), finer, slices);
        }
    }

    private static Instant ceiling(Instant instant, ChronoUnit unit) {
        Instant floor = instant.truncatedTo(unit);
        return floor.equals(instant) ? floor : floor.plus(1, unit);
    }
}
