package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.SeriesView;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.summary.Grouping;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.summary.TimeSeries;
import io.codomyrmex.cost.summary.Top;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            description = "none (default), category, resource or tag:KEY, the key as it is.")
    private Grouping grouping = Grouping.NONE;

    @Option(
            names = "--top",
            paramLabel = "N",
            converter = Values.Groups.class,
            description = "Only the N largest groups of the range, whatever their sign; the others are one figure.")
    private @Nullable Top top;

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
        ZoneId zone = session.zone();
        SeriesQuery query = SeriesQuery.recent(
                range.from(zone), range.to(zone), step, zone, grouping, filter.filter(), session.now());
        query.steps(); // refuses too many before the ledger is opened
        TimeSeries series = session.tracker().series(query.limited(top));
        format.printer(session)
                .print(
                        () -> CostJson.series(series),
                        () -> SeriesView.csv(series),
                        () -> SeriesView.table(series, session.terminal().bars()));
        return ExitCodes.DONE;
    }

    /** Reads what a series is broken down by. */
    static final class GroupingConverter implements ITypeConverter<Grouping> {
        @Override
        public Grouping convert(String text) {
            return Grouping.of("by", text);
        }
    }
}
