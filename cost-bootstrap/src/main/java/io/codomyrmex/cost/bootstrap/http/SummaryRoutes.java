package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.summary.Grouping;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.summary.Top;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** Where the money goes. */
final class SummaryRoutes {

    private final CostTracker tracker;
    private final ZoneId zone;

    SummaryRoutes(CostTracker tracker, ZoneId zone) {
        this.tracker = tracker;
        this.zone = zone;
    }

    List<Route> routes() {
        Route summary = Route.of(
                        "GET",
                        "/v1/summary",
                        "getSummary",
                        "The total of a range of time, by category, resource and tag.",
                        this::summary)
                .roles(Role.READ)
                .query("period", "Period", "the current period of this kind; not with from or to")
                .answers(200, "Summary", "exact sums; of all time unless a range is given");
        Route series = Route.of("GET", "/v1/timeseries", "getTimeSeries", "Costs over time.", this::series)
                .roles(Role.READ)
                .query("step", "Period", "one point for each period of this kind; daily by default")
                .query("group_by", "GroupBy", "none (default), category, resource, or tag:KEY, the key as it is")
                .answers(200, "TimeSeries", "points that add up to the range, empty ones included");
        return Stream.of(summary, series)
                .map(route -> RangeQuery.limited(RangeQuery.filtered(RangeQuery.ranged(route))))
                .toList();
    }

    private void summary(Exchange exchange) {
        TimeRange range = looked(exchange);
        CostFilter filter = RangeQuery.filter(exchange);
        Top top = RangeQuery.top(exchange);
        exchange.answer(
                200,
                CostJson.summary(top == null ? tracker.summary(range, filter) : tracker.summary(range, filter, top)));
    }

    private TimeRange looked(Exchange exchange) {
        ZoneId asked = RangeQuery.zone(exchange, zone);
        String period = exchange.query("period");
        if (period == null) {
            return RangeQuery.range(exchange, asked);
        }
        if (exchange.query("from") != null || exchange.query("to") != null) {
            throw new InvalidInputException("period", period, "must not go with from or to");
        }
        return BudgetPeriod.of("period", period).containing(tracker.clock().instant(), asked);
    }

    private void series(Exchange exchange) {
        ZoneId asked = RangeQuery.zone(exchange, zone);
        String step = exchange.query("step");
        String group = exchange.query("group_by");
        SeriesQuery query = SeriesQuery.recent(
                RangeQuery.moment(exchange, "from", asked),
                RangeQuery.moment(exchange, "to", asked),
                step == null ? BudgetPeriod.DAILY : BudgetPeriod.of("step", step),
                asked,
                group == null ? Grouping.NONE : Grouping.of("group_by", group),
                RangeQuery.filter(exchange),
                now());
        exchange.answer(200, CostJson.series(tracker.series(query.limited(RangeQuery.top(exchange)))));
    }

    private Instant now() {
        return tracker.clock().instant();
    }
}
