package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.CostSummaryBuilder;
import io.codomyrmex.cost.summary.RangeSlice;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.summary.TimeSeries;
import io.codomyrmex.cost.summary.TimeSeriesBuilder;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/** Sums over ranges, from the coarsest rows that fit into them. */
final class Summaries {

    @FunctionalInterface
    private interface Sink {
        void add(
                Instant at,
                CostCategory category,
                String resourceId,
                Map<String, String> tags,
                BigDecimal amount,
                long entries);
    }

    private Summaries() {}

    static CostSummary summarize(Books books, TimeRange range, CostFilter filter) {
        CostSummaryBuilder builder = new CostSummaryBuilder();
        for (RangeSlice slice : RangeSlice.of(range)) {
            feed(
                    books,
                    slice,
                    filter,
                    (at, category, resourceId, tags, amount, entries) ->
                            builder.add(category, resourceId, tags, amount, entries));
        }
        return builder.build(range);
    }

    static TimeSeries series(Books books, SeriesQuery query) {
        TimeSeriesBuilder builder = new TimeSeriesBuilder(query);
        for (RangeSlice slice : builder.slices()) {
            feed(
                    books,
                    slice,
                    query.filter(),
                    (at, category, resourceId, tags, amount, entries) ->
                            builder.add(at, query.grouping().groupOf(category, resourceId, tags), amount));
        }
        return builder.build();
    }

    private static void feed(Books books, RangeSlice slice, CostFilter filter, Sink sink) {
        if (slice.level() == RangeSlice.Level.ENTRY) {
            books.entries().in(slice.range()).forEach(entry -> {
                if (filter.covers(entry)) {
                    sink.add(entry.timestamp(), entry.category(), entry.resourceId(), entry.tags(), entry.amount(), 1);
                }
            });
            return;
        }
        Rollup rollup = slice.level() == RangeSlice.Level.DAY ? books.days() : books.hours();
        rollup.in(slice.range())
                .forEach((start, row) -> row.forEach((series, sum) -> {
                    if (series.coveredBy(filter)) {
                        sink.add(
                                start,
                                series.category(),
                                series.resourceId(),
                                series.tags(),
                                sum.amount(),
                                sum.entries());
                    }
                }));
    }
}
