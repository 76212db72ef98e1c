package io.codomyrmex.cost.summary;

import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What a time series shows.
 *
 * @param range the range; the first and the last step are cut off at its ends
 * @param step one point per period of this kind
 * @param zone where days, weeks and months start
 * @param grouping what the points are broken down by
 * @param filter which entries count
 */
public record SeriesQuery(TimeRange range, BudgetPeriod step, ZoneId zone, Grouping grouping, CostFilter filter) {

    /** The most points that a series may have. */
    public static final int MAX_POINTS = 20_000;

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
