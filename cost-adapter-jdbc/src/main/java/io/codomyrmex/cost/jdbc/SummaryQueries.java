package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.CostSummaryBuilder;
import io.codomyrmex.cost.summary.Grouping;
import io.codomyrmex.cost.summary.RangeSlice;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.summary.TimeSeries;
import io.codomyrmex.cost.summary.TimeSeriesBuilder;
import io.codomyrmex.cost.summary.Top;
import io.codomyrmex.cost.time.TimeRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Summaries and series, added up by the database in one statement, so as of one moment. */
final class SummaryQueries {

    private SummaryQueries() {}

    static CostSummary summarize(Handle handle, TimeRange range, CostFilter costFilter) {
        FilterSql filter = new FilterSql(costFilter);
        List<RangeSlice> slices = RangeSlice.of(range);
        Query query = handle.createQuery("select s.category, s.resource_id, s.tags, r.amount, r.entries from "
                + sums(slices) + " r join cost_series s on s.id = r.series_id where " + filter.condition());
        filter.bind(query);
        bind(query, slices);
        CostSummaryBuilder summary = new CostSummaryBuilder();
        query.setFetchSize(10_000)
                .map((row, context) -> {
                    summary.add(
                            Rows.category(row, "cost_series"),
                            row.getString("resource_id"),
                            Stored.value(row, "cost_series", "tags", JsonText::tags),
                            row.getBigDecimal("amount"),
                            row.getLong("entries"));
                    return true;
                })
                .forEach(added -> {});
        return summary.build(range);
    }

    /** The sums of each series in the slices, as a table {@code (series_id, amount, entries)}. */
    static String sums(List<RangeSlice> slices) {
        StringJoiner parts = new StringJoiner(" union all ");
        for (int i = 0; i < slices.size(); i++) {
            parts.add(part(slices.get(i).level(), i));
        }
        return "(select series_id, sum(amount) as amount, sum(entries) as entries from (" + parts
                + ") p group by series_id)";
    }

    /** Binds what {@link #sums} names. */
    static void bind(Query query, List<RangeSlice> slices) {
        for (int i = 0; i < slices.size(); i++) {
            query.bind("from" + i, Rows.bound(slices.get(i).range().start()))
                    .bind("to" + i, Rows.bound(slices.get(i).range().end()));
        }
    }

    private static String part(RangeSlice.Level level, int i) {
        String between = " >= :from" + i + " and %s < :to" + i;
        return switch (level) {
            case DAY -> "select series_id, amount, entries from rollup_day where starts" + between.formatted("starts");
            case HOUR ->
                "select series_id, amount, entries from rollup_hour where starts" + between.formatted("starts");
            case ENTRY -> "select series_id, amount, 1 as entries from cost_entry where ts" + between.formatted("ts");
        };
    }

    static TimeSeries series(Handle handle, Dialect dialect, SeriesQuery asked) {
        TimeSeriesBuilder series = new TimeSeriesBuilder(asked);
        FilterSql filter = new FilterSql(asked.filter());
        List<RangeSlice> slices = series.slices();
        StringJoiner parts = new StringJoiner(" union all ");
        for (RangeSlice.Level level : RangeSlice.Level.values()) {
            if (slices.stream().anyMatch(slice -> slice.level() == level)) {
                parts.add(seriesPart(level));
            }
        }
        String join = asked.grouping() instanceof Grouping.Tag
                ? " left join cost_series_tag g on g.series_id = s.id and g.tag_key = :group_key"
                : "";
        String sums = "select p.at, " + group(asked.grouping()) + " as grp, sum(p.amount) as amount"
                + " from (" + parts + ") p join cost_series s on s.id = p.series_id" + join + " where "
                + filter.condition() + " group by 1, 2";
        Top top = asked.top();
        Query query = handle.createQuery(top == null ? sums : LimitedQueries.largest(sums, dialect));
        if (top != null) {
            query.bind("top", top.groups());
        }
        filter.bind(query);
        if (asked.grouping() instanceof Grouping.Tag tag) {
            query.bind("group_key", tag.key());
        }
        for (RangeSlice.Level level : RangeSlice.Level.values()) {
            List<RangeSlice> those =
                    slices.stream().filter(slice -> slice.level() == level).toList();
            if (!those.isEmpty()) {
                query.bindArray("from_" + level, OffsetDateTime.class, edges(those, TimeRange::start));
                query.bindArray("to_" + level, OffsetDateTime.class, edges(those, TimeRange::end));
            }
        }
        query.setFetchSize(10_000)
                .map((row, context) -> {
                    add(series, row);
                    return true;
                })
                .forEach(added -> {});
        return series.build();
    }

    /** A limited series has rows without a group, the rest of an instant, and one row without an instant, their number. */
    private static void add(TimeSeriesBuilder series, ResultSet row) throws SQLException {
        String group = row.getString("grp");
        if (group != null) {
            series.add(Rows.instant(row, "at"), group, row.getBigDecimal("amount"));
        } else if (row.getObject("at") != null) {
            series.addRest(Rows.instant(row, "at"), row.getBigDecimal("amount"));
        } else {
            series.addRestGroups(row.getLong("amount"));
        }
    }

    private static List<OffsetDateTime> edges(List<RangeSlice> slices, Function<TimeRange, Instant> edge) {
        return slices.stream()
                .map(slice -> Rows.bound(edge.apply(slice.range())))
                .toList();
    }

    private static String seriesPart(RangeSlice.Level level) {
        String column = level == RangeSlice.Level.ENTRY ? "ts" : "starts";
        String table = switch (level) {
            case DAY -> "rollup_day";
            case HOUR -> "rollup_hour";
            case ENTRY -> "cost_entry";
        };
        return "select r." + column + " as at, r.series_id, r.amount from unnest("
                + "cast(:from_" + level + " as timestamp with time zone array), cast(:to_" + level
                + " as timestamp with time zone array)) as k (f, t) join " + table + " r on r." + column
                + " >= k.f and r." + column + " < k.t";
    }

    private static String group(Grouping grouping) {
        if (grouping instanceof Grouping.Category) {
            return "s.category";
        } else if (grouping instanceof Grouping.Resource) {
            return "s.resource_id";
        } else if (grouping instanceof Grouping.Tag) {
            return "coalesce(g.tag_value, '')";
        }
        return "''";
    }
}
