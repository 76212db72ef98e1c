package io.codomyrmex.cost.summary;

import io.codomyrmex.cost.input.CodePointOrder;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Exact sums over time.
 *
 * @param points one for each step of the range, in order, empty ones included; together they add up to the range
 * @param restGroups how many groups are in the rests of the points if the series is limited to the largest groups of the range;
 *     null if it is not limited
 */
public record TimeSeries(List<Point> points, @Nullable Long restGroups) {

    /** A series that is not limited. */
    public TimeSeries(List<Point> points) {
        this(points, null);
    }

    /** Copies the list. */
    public TimeSeries {
        points = List.copyOf(points);
    }

    /**
     * One step.
     *
     * @param range the step, cut off at the ends of the range asked for
     * @param byGroup the sum of each group that has an entry in it, by name; of a limited series, of those that it shows
     * @param rest the sum of all groups that a limited series does not show; zero if it is not limited
     */
    public record Point(TimeRange range, Map<String, BigDecimal> byGroup, BigDecimal rest) {

        /** A step of a series that is not limited. */
        public Point(TimeRange range, Map<String, BigDecimal> byGroup) {
            this(range, byGroup, BigDecimal.ZERO);
        }

        /** Copies the map, in order of the names. */
        public Point {
            Map<String, BigDecimal> copy = new TreeMap<>(CodePointOrder.CODE_POINTS);
            copy.putAll(byGroup);
            byGroup = Collections.unmodifiableMap(copy);
        }

        /** The sum of all groups, shown or not. */
        public BigDecimal total() {
            return byGroup.values().stream().reduce(rest, BigDecimal::add);
        }
    }
}
