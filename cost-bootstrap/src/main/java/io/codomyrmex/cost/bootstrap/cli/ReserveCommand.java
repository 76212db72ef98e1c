package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.bootstrap.cli.view.Csv;
import io.codomyrmex.cost.bootstrap.cli.view.HoldView;
import io.codomyrmex.cost.bootstrap.input.Pairs;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.input.InvalidInputException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds money before it is spent. */
@Command(
        name = "reserve",
        description =
                "Holds an amount if it fits every enforced budget that covers it. Whoever is granted can spend it: nobody else"
                        + " is, until it is committed, released or expired. Exits with 0 while it is held, with 3 if a budget"
                        + " denies it, with 4 if the ledger cannot answer, and with 1 if the id's hold has ended.",
        footer = {"", "Example: cost reserve 0.50 --tag team=search --id request-7731"})
final class ReserveCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "AMOUNT",
            converter = Positional.Amount.class,
            description = "The most that is expected to be spent, zero or more.")
    private BigDecimal amount = BigDecimal.ZERO;

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            converter = Values.Category.class,
            description = "The category of the cost to come (default: llm_inference).")
    private CostCategory category = CostCategory.LLM_INFERENCE;

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "A tag of the cost to come; may be repeated.")
    private List<String> tags = List.of();

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            description = "How long to hold: seconds, or ISO 8601 like PT10M (default), at most 24 hours.")
    private @Nullable String ttl;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description =
                    "The idempotency key: the same id and content again gives the same hold, and never a second one.")
    private @Nullable String id;

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    ReserveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        HoldRequest checked = request("checked"); // before the ledger is opened
        BudgetManager budgets = session.budgets();
        HoldRequest request = id == null ? request(budgets.newHoldId()) : checked;
        SpendDecision decision = budgets.reserve(request);
        format.printer(session)
                .print(
                        () -> CostJson.reservation(request, decision),
                        () -> Csv.of(HoldView.FIELDS, List.of(CostJson.reservation(request, decision))),
                        () -> HoldView.text(
                                request, decision, session.settings().currency()));
        return exitCode(decision);
    }

    private int exitCode(SpendDecision decision) {
        if (decision.isSpendable()) {
            return ExitCodes.DONE;
        } else if (decision instanceof SpendDecision.Denied) {
            return ExitCodes.DENIED;
        } else if (decision instanceof SpendDecision.Known known) {
            session.terminal().err().println("error: " + HoldView.ended(known.hold()));
            return ExitCodes.FAILED;
        }
        throw ((SpendDecision.Unanswered) decision).failure();
    }

    private HoldRequest request(String newId) {
        return new HoldRequest(id == null ? newId : id, amount, category, Pairs.of("tag", tags), duration());
    }

    private Duration duration() {
        if (ttl == null) {
            return HoldRequest.DEFAULT_TTL;
        }
        try {
            return ttl.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Duration.ofSeconds(Long.parseLong(ttl))
                    : Duration.parse(ttl);
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            throw new InvalidInputException("ttl", ttl, "must be seconds or an ISO 8601 duration like PT10M", e);
        }
    }
}
