package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.SummaryView;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.Top;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows where the money goes. */
@Command(
        name = "summary",
        description = "Shows the total of a range of time, by category, resource and tag (default: of all time).")
final class SummaryCommand implements Callable<Integer> {

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            converter = Values.Period.class,
            description = "The current hourly, daily, weekly or monthly period; not with --from or --to.")
    private @Nullable BudgetPeriod period;

    @Option(
            names = "--top",
            paramLabel = "N",
            converter = Values.Groups.class,
            description =
                    "Only the N largest groups of each breakdown, whatever their sign; the others are one figure.")
    private @Nullable Top top;

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    SummaryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CostFilter covered = filter.filter();
        TimeRange looked = looked();
        CostSummary summary = top == null
                ? session.tracker().summary(looked, covered)
                : session.tracker().summary(looked, covered, top);
        format.printer(session)
                .print(
                        () -> CostJson.summary(summary),
                        () -> SummaryView.csv(summary),
                        () -> SummaryView.table(
                                summary,
                                session.settings().currency(),
                                session.terminal().bars()));
        return ExitCodes.DONE;
    }

    private TimeRange looked() {
        if (period != null) {
            if (range.given()) {
                throw new InvalidInputException("period", period.wireName(), "must not go with --from or --to");
            }
            return period.containing(session.now(), session.zone());
        }
        Instant from = range.from(session.zone());
        Instant to = range.to(session.zone());
        return new TimeRange(from == null ? TimeRange.ALL.start() : from, to == null ? TimeRange.ALL.end() : to);
    }
}
