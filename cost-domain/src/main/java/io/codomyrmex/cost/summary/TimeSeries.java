package io.codomyrmex.cost.summary;

import io.codomyrmex.cost.input.CodePointOrder;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exact sums over time.
 *
 * @param points one for each step of the range, in order, empty ones included; together they add up to the range
 */
public record TimeSeries(List<Point> points) {

    /** Copies the list. */
    public TimeSeries {
        points = List.copyOf(points);
    }

    /**
     * One step.
     *
     * @param range the step, cut off at the ends of the range asked for
     * @param byGroup the sum of each group that has an entry in it, by name
     */
    public record Point(TimeRange range, Map<String, BigDecimal> byGroup) {

        /** Copies the map, in order of the names. */
        public Point {
            Map<String, BigDecimal> copy = new TreeMap<>(CodePointOrder.CODE_POINTS);
            copy.putAll(byGroup);
            byGroup = Collections.unmodifiableMap(copy);
        }

        /** The sum of all groups. */
        public BigDecimal total() {
            return byGroup.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }
}
