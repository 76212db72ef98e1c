package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.SeriesView;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.summary.Grouping;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.summary.TimeSeries;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows costs over time. */
@Command(
        name = "series",
        description = "Shows costs over time (default: the last 24 hours, 30 days, 12 weeks or 12 months).")
final class SeriesCommand implements Callable<Integer> {

    @Option(
            names = "--step",
            paramLabel = "STEP",
            converter = Values.Step.class,
            description = "hourly, daily (default), weekly or monthly.")
    private BudgetPeriod step = BudgetPeriod.DAILY;

    @Option(
            names = "--by",
            paramLabel = "GROUP",
            converter = GroupingConverter.class,
            description = "none (default), category, resource or tag:KEY.")
    private Grouping grouping = Grouping.NONE;

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    SeriesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        SeriesQuery query = new SeriesQuery(looked(), step, session.zone(), grouping, filter.filter());
        query.steps(); // refuses too many before the ledger is opened
        TimeSeries series = session.tracker().series(query);
        format.printer(session)
                .print(
                        () -> CostJson.series(series),
                        () -> SeriesView.csv(series),
                        () -> SeriesView.table(series, session.terminal().bars()));
        return ExitCodes.DONE;
    }

    private TimeRange looked() {
        ZoneId zone = session.zone();
        Instant from = range.from(zone);
        Instant to = range.to(zone);
        Instant end = to == null ? step.containing(session.now(), zone).end() : to;
        return new TimeRange(from == null ? stepsBefore(end, zone) : from, end);
    }

    private Instant stepsBefore(Instant end, ZoneId zone) {
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

    /** Reads what a series is broken down by. */
    static final class GroupingConverter implements ITypeConverter<Grouping> {
        @Override
        public Grouping convert(String text) {
            return Grouping.of("by", text);
        }
    }
}
