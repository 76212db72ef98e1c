package io.codomyrmex.cost.summary;

import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up a {@link TimeSeries} from sums at an instant, in any order. Not thread-safe. */
public final class TimeSeriesBuilder {

    private final @Nullable Top top;
    private final List<TimeRange> steps;
    private final List<Map<String, BigDecimal>> sums = new ArrayList<>();
    private final Map<Integer, BigDecimal> rests = new HashMap<>();
    private long restGroups;
    private final TreeMap<Instant, Integer> stepAt = new TreeMap<>();

    /**
     * @param query what is asked for
     * @throws io.codomyrmex.cost.input.InvalidInputException if it has too many steps
     */
    public TimeSeriesBuilder(SeriesQuery query) {
        top = query.top();
        steps = query.steps();
        for (TimeRange step : steps) {
            stepAt.put(step.start(), sums.size());
            sums.add(new HashMap<>());
        }
    }

    /**
     * The slices whose rows can be added without being cut by a step's edge: whole UTC days where every step begins and
     * ends at midnight, whole UTC hours where a step begins and ends
     * on the hour, single entries within an hour that an edge falls into (zones that are off by half an hour).
     */
    public List<RangeSlice> slices() {
        List<RangeSlice> slices = new ArrayList<>();
        if (steps.stream().skip(1).allMatch(step -> isMidnight(step.start()))) {
            return RangeSlice.of(new TimeRange(
                    steps.get(0).start(), steps.get(steps.size() - 1).end()));
        }
        Instant at = steps.get(0).start();
        Instant end = steps.get(steps.size() - 1).end();
        for (TimeRange step : steps) {
            Instant edge = step.end();
            Instant hour = edge.truncatedTo(ChronoUnit.HOURS);
            if (hour.equals(edge) && edge.isBefore(end)) {
                continue;
            }
            add(slices, at, hour);
            Instant after = hour.equals(edge) ? edge : hour.plus(1, ChronoUnit.HOURS);
            Instant cut = after.isBefore(end) ? after : end;
            Instant from = at.isAfter(hour) ? at : hour;
            if (from.isBefore(cut)) {
                slices.add(new RangeSlice(RangeSlice.Level.ENTRY, new TimeRange(from, cut)));
            }
            at = at.isAfter(cut) ? at : cut;
        }
        return List.copyOf(slices);
    }

    private static boolean isMidnight(Instant instant) {
        return instant.truncatedTo(ChronoUnit.DAYS).equals(instant);
    }

    private static void add(List<RangeSlice> slices, Instant from, Instant to) {
        if (from.isBefore(to)) {
            for (RangeSlice slice : RangeSlice.of(new TimeRange(from, to))) {
                slices.add(
                        slice.level() == RangeSlice.Level.DAY
                                ? new RangeSlice(RangeSlice.Level.HOUR, slice.range())
                                : slice);
            }
        }
    }

    /**
     * Adds one sum.
     *
     * @param at the instant of the entry, or the start of the hour or day that was summed; must lie in the query's range
     * @param group the group's name
     * @param amount the exact sum
     */
    public void add(Instant at, String group, BigDecimal amount) {
        sums.get(stepOf(at)).merge(group, amount, BigDecimal::add);
    }

    /**
     * Adds one sum of groups that a limited series does not show.
     *
     * @param at as in {@link #add}
     * @param amount the exact sum
     */
    public void addRest(Instant at, BigDecimal amount) {
        rests.merge(stepOf(at), amount, BigDecimal::add);
    }

    /** Adds to the number of groups that {@link #addRest} is about. */
    public void addRestGroups(long groups) {
        restGroups += groups;
    }

    private int stepOf(Instant at) {
        var step = stepAt.floorEntry(at);
        if (step == null) {
            throw new IllegalStateException("instant " + at + " lies before the series");
        }
        return step.getValue();
    }

    /** The series of all that was added; of a limited one, the groups that are not among the largest go into the rest. */
    public TimeSeries build() {
        if (top != null) {
            moveSmallToRest(top);
        }
        List<TimeSeries.Point> points = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Map<String, BigDecimal> byGroup = sums.get(i);
            byGroup.replaceAll((group, sum) -> AmountRule.canonical(sum));
            BigDecimal rest = AmountRule.canonical(rests.getOrDefault(i, BigDecimal.ZERO));
            points.add(new TimeSeries.Point(steps.get(i), byGroup, rest));
        }
        return new TimeSeries(points, top == null ? null : restGroups);
    }

    private void moveSmallToRest(Top limit) {
        Map<String, BigDecimal> totals = new HashMap<>();
        sums.forEach(step -> step.forEach((group, sum) -> totals.merge(group, sum, BigDecimal::add)));
        Top.Split<String> split = limit.split(totals, name -> name);
        restGroups += split.rest().groups();
        for (int i = 0; i < steps.size(); i++) {
            for (Map.Entry<String, BigDecimal> group : sums.get(i).entrySet()) {
                if (!split.shown().containsKey(group.getKey())) {
                    rests.merge(i, group.getValue(), BigDecimal::add);
                }
            }
            sums.get(i).keySet().retainAll(split.shown().keySet());
        }
    }
}
