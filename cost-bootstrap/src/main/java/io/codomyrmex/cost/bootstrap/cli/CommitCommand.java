package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.Csv;
import io.codomyrmex.cost.bootstrap.cli.view.EntryView;
import io.codomyrmex.cost.bootstrap.input.Moments;
import io.codomyrmex.cost.bootstrap.input.Pairs;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.HoldCommit;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records what was spent of a hold. */
@Command(
        name = "commit",
        description =
                "Records what was spent of a hold, in full, and frees the hold. The entry has the hold's id, category and"
                        + " tags. Doing it again changes nothing.",
        footer = {"", "Example: cost commit request-7731 0.0421 --resource gpt-4o"})
final class CommitCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ID", description = "The hold's id.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "AMOUNT",
            converter = Positional.Amount.class,
            description = "What was spent.")
    private BigDecimal amount = BigDecimal.ZERO;

    @Option(names = "--description", paramLabel = "TEXT", description = "Free text.")
    private String text = "";

    @Option(names = "--resource", paramLabel = "ID", description = "What it was paid for, like gpt-4o.")
    private String resource = "";

    @Option(names = "--metadata", paramLabel = "KEY=VALUE", description = "Metadata; may be repeated.")
    private List<String> metadata = List.of();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When the cost arose (default: when it was reserved): a date, or a date-time with offset.")
    private @Nullable String at;

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    CommitCommand(Session session) {
        this.session = session;
    }

    @Override
    @SuppressWarnings(
            "NullAway") // javac leaves the type annotation of a compact constructor's parameter out of the class
    public Integer call() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Pairs.of("metadata", metadata).forEach((key, value) -> values.put(key, Scalars.of(value)));
        HoldCommit commit = new HoldCommit(
                id, amount, text, resource, values, at == null ? null : Moments.of("at", at, session.zone()));
        RecordResult result = session.budgets().commit(commit);
        format.printer(session)
                .print(
                        () -> CostJson.result(result),
                        () -> Csv.of(EntryView.FIELDS, List.of(CostJson.result(result))),
                        () -> EntryView.line(result, session.settings().currency()));
        return ExitCodes.DONE;
    }
}
