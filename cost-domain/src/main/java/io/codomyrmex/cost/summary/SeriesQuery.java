package io.codomyrmex.cost.summary;

import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a time series shows.
 *
 * @param range the range; the first and the last step are cut off at its ends
 * @param step one point per period of this kind
 * @param zone where days, weeks and months start
 * @param grouping what the points are broken down by
 * @param filter which entries count
 * @param top how many groups are shown, the largest of the whole range; null for all
 */
public record SeriesQuery(
        TimeRange range,
        BudgetPeriod step,
        ZoneId zone,
        Grouping grouping,
        CostFilter filter,
        @Nullable Top top) {

    /** The most points that a series may have. */
    public static final int MAX_POINTS = 20_000;

    /** A query for all groups. */
    public SeriesQuery(TimeRange range, BudgetPeriod step, ZoneId zone, Grouping grouping, CostFilter filter) {
        this(range, step, zone, grouping, filter, null);
    }

    /**
     * The same query for the largest groups.
     *
     * @param newTop how many; null for all
     */
    public SeriesQuery limited(@Nullable Top newTop) {
        return new SeriesQuery(range, step, zone, grouping, filter, newTop);
    }

    /**
     * A query whose range may be left open: the end is then that of the current step, and the beginning 24 hours, 30 days,
     * 12 weeks or 12 months before the end.
     *
     * @param from the range's start; null to leave it open
     * @param to the range's end; null to leave it open
     * @param now decides which step is the current one
     * @throws InvalidInputException if the end is not after the start
     */
    public static SeriesQuery recent(
            @Nullable Instant from,
            @Nullable Instant to,
            BudgetPeriod step,
            ZoneId zone,
            Grouping grouping,
            CostFilter filter,
            Instant now) {
        Instant end = to == null ? step.containing(now, zone).end() : to;
        Instant start = from == null ? stepsBefore(end, step, zone) : from;
        return new SeriesQuery(new TimeRange(start, end), step, zone, grouping, filter);
    }

    private static Instant stepsBefore(Instant end, BudgetPeriod step, ZoneId zone) {
        int steps = switch (step) {
            case HOURLY -> 24;
            case DAILY -> 30;
            case WEEKLY, MONTHLY -> 12;
        };
        Instant start = end;
        for (int i = 0; i < steps && start.isAfter(TimeRange.ALL.start()); i++) {
            start = step.containing(start.minusNanos(1), zone).start();
        }
        return start.isBefore(TimeRange.ALL.start()) ? TimeRange.ALL.start() : start;
    }

    /** The steps of the range, cut off at its ends: they add up to the range.
     *
     * @throws InvalidInputException if there are more than {@value #MAX_POINTS}
     */
    public List<TimeRange> steps() {
        List<TimeRange> steps = new ArrayList<>();
        var at = range.start();
        while (at.isBefore(range.end())) {
            if (steps.size() == MAX_POINTS) {
                throw new InvalidInputException(
                        "step", step.wireName(), "must give at most " + MAX_POINTS + " points in the range");
            }
            var end = step.containing(at, zone).end();
            TimeRange cut = new TimeRange(at, end.isBefore(range.end()) ? end : range.end());
            steps.add(cut);
            at = cut.end();
        }
        return List.copyOf(steps);
    }
}
