package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.summary.TimeSeries;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Costs over time. */
public final class SeriesView {

    private SeriesView() {}

    /** A row for each step and group, with a bar scaled to the largest; of a limited series, one for each step's rest. */
    public static String table(TimeSeries series, Bars bars) {
        BigDecimal largest = series.points().stream()
                .flatMap(point -> Stream.concat(point.byGroup().values().stream(), Stream.of(point.rest())))
                .map(BigDecimal::abs)
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        Table table = new Table("from", "group", "amount", "");
        for (TimeSeries.Point point : series.points()) {
            groups(point)
                    .forEach((group, amount) ->
                            table.row(point.range().start().toString(), group, amount, bars.bar(amount, largest)));
            if (hasRest(series)) {
                String others = "(" + series.restGroups() + " more)";
                table.row(point.range().start().toString(), others, point.rest(), bars.bar(point.rest(), largest));
            }
        }
        return table.text();
    }

    private static boolean hasRest(TimeSeries series) {
        return series.restGroups() != null && series.restGroups() > 0;
    }

    /**
     * A row for each step and group. Of a limited series, also one for each step's rest: it has no group, but the number of groups in
     * it in a column of its own.
     */
    public static Csv csv(TimeSeries series) {
        boolean limited = series.restGroups() != null;
        List<List<String>> rows = new ArrayList<>();
        for (TimeSeries.Point point : series.points()) {
            groups(point).forEach((group, amount) -> rows.add(row(point, limited, group, amount, "")));
            if (limited) {
                rows.add(row(point, true, "", point.rest(), String.valueOf(series.restGroups())));
            }
        }
        List<String> header = List.of("period_start", "period_end", "group", "amount");
        return new Csv(limited ? with(header, "rest_groups") : header, rows);
    }

    private static List<String> row(
            TimeSeries.Point point, boolean limited, String group, BigDecimal amount, String restGroups) {
        List<String> row = List.of(
                point.range().start().toString(), point.range().end().toString(), group, amount.toPlainString());
        return limited ? with(row, restGroups) : row;
    }

    private static List<String> with(List<String> cells, String more) {
        List<String> all = new ArrayList<>(cells);
        all.add(more);
        return all;
    }

    /** The groups of a step; one of zero if it has none, so that no step is left out. */
    private static Map<String, BigDecimal> groups(TimeSeries.Point point) {
        return point.byGroup().isEmpty() ? Map.of("", BigDecimal.ZERO) : point.byGroup();
    }
}
