package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.Csv;
import io.codomyrmex.cost.bootstrap.cli.view.EntryView;
import io.codomyrmex.cost.bootstrap.input.Moments;
import io.codomyrmex.cost.bootstrap.input.Pairs;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.EntryConflictException;
import io.codomyrmex.cost.entry.RecordResult;
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

/** Records one cost. */
@Command(
        name = "record",
        description = "Records a cost; done only when it is durable.",
        footer = {"", "Example: cost record 0.0421 --resource gpt-4o --tag team=search --id request-7731"})
final class RecordCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "AMOUNT",
            converter = Positional.Amount.class,
            description = "Billed cost in the ledger's currency; negative for a credit.")
    private BigDecimal amount = BigDecimal.ZERO;

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            converter = Values.Category.class,
            description = "llm_inference (default), llm_embedding, compute, storage, network, api_calls or other.")
    private CostCategory category = CostCategory.LLM_INFERENCE;

    @Option(names = "--description", paramLabel = "TEXT", description = "Free text.")
    private String text = "";

    @Option(names = "--resource", paramLabel = "ID", description = "What it was paid for, like gpt-4o.")
    private String resource = "";

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "A tag; may be repeated.")
    private List<String> tags = List.of();

    @Option(
            names = "--metadata",
            paramLabel = "KEY=VALUE",
            description =
                    "Metadata; may be repeated. A JSON number, true, false or null is kept as such, all else as text.")
    private List<String> metadata = List.of();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When the cost arose (default: now): a date, or a date-time with offset.")
    private @Nullable String at;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "The idempotency key: the same id and content again is a duplicate and not recorded twice.")
    private @Nullable String id;

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    RecordCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CostDraft draft = CostDraft.of(amount)
                .category(category)
                .description(text)
                .resource(resource)
                .tags(Pairs.of("tag", tags))
                .metadata(scalars())
                .at(at == null ? null : Moments.of("at", at, session.zone()))
                .id(id);
        draft.complete("checked", session.now()); // before the ledger is opened
        RecordResult result = session.tracker().offer(draft);
        if (result instanceof RecordResult.Rejected rejected) {
            throw rejected.error();
        } else if (result instanceof RecordResult.Conflict conflict) {
            throw new EntryConflictException(conflict.stored(), conflict.offered());
        }
        format.printer(session)
                .print(
                        () -> CostJson.result(result),
                        () -> Csv.of(EntryView.FIELDS, List.of(CostJson.result(result))),
                        () -> EntryView.line(result, session.settings().currency()));
        return ExitCodes.DONE;
    }

    private Map<String, @Nullable Object> scalars() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Pairs.of("metadata", metadata).forEach((key, value) -> values.put(key, Scalars.of(value)));
        return values;
    }
}
