package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.summary.TimeSeries;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Costs over time. */
public final class SeriesView {

    private SeriesView() {}

    /** A row for each step and group, with a bar scaled to the largest. */
    public static String table(TimeSeries series, Bars bars) {
        BigDecimal largest = series.points().stream()
                .flatMap(point -> point.byGroup().values().stream())
                .map(BigDecimal::abs)
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        Table table = new Table("from", "group", "amount", "");
        for (TimeSeries.Point point : series.points()) {
            groups(point)
                    .forEach((group, amount) ->
                            table.row(point.range().start().toString(), group, amount, bars.bar(amount, largest)));
        }
        return table.text();
    }

    /** A row for each step and group. */
    public static Csv csv(TimeSeries series) {
        List<List<String>> rows = new ArrayList<>();
        for (TimeSeries.Point point : series.points()) {
            groups(point)
                    .forEach((group, amount) -> rows.add(List.of(
                            point.range().start().toString(),
                            point.range().end().toString(),
                            group,
                            amount.toPlainString())));
        }
        return new Csv(List.of("period_start", "period_end", "group", "amount"), rows);
    }

    /** The groups of a step; one of zero if it has none, so that no step is left out. */
    private static Map<String, BigDecimal> groups(TimeSeries.Point point) {
        return point.byGroup().isEmpty() ? Map.of("", BigDecimal.ZERO) : point.byGroup();
    }
}
