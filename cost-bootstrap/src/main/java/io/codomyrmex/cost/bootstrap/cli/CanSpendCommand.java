package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.GateView;
import io.codomyrmex.cost.bootstrap.input.Pairs;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.gate.SpendAnswer;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.input.InvalidInputException;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the gate. */
@Command(
        name = "can-spend",
        description =
                "Says whether an amount fits the budgets: every enforced one, one by its id, or those that cover a"
                        + " category and tags. Exits with 3 if a budget denies it, with 4 if the ledger cannot answer. It is"
                        + " advice: two callers may both hear yes.")
final class CanSpendCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "AMOUNT",
            converter = Positional.Amount.class,
            description = "What would be spent, zero or more.")
    private BigDecimal amount = BigDecimal.ZERO;

    @Option(names = "--budget", paramLabel = "ID", description = "Only this budget; not with --category or --tag.")
    private @Nullable String budget;

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            converter = Values.Category.class,
            description = "The budgets that cover this category (default with --tag: llm_inference).")
    private @Nullable CostCategory category;

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "A tag of what would be spent; may be repeated.")
    private List<String> tags = List.of();

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    CanSpendCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        BigDecimal asked = AmountRule.zeroOrMore("amount", amount);
        SpendScope scope = scope();
        SpendAnswer answer = session.budgets().ask(asked, scope);
        format.printer(session)
                .print(
                        () -> CostJson.answer(answer),
                        () -> GateView.csv(CostJson.answer(answer)),
                        () -> GateView.table(asked, answer, session.settings().currency()));
        return answer.allowed() ? ExitCodes.DONE : ExitCodes.DENIED;
    }

    private SpendScope scope() {
        boolean covering = category != null || !tags.isEmpty();
        if (budget != null) {
            if (covering) {
                throw new InvalidInputException("budget", budget, "must not go with --category or --tag");
            }
            return new SpendScope.Named(budget);
        }
        return covering
                ? new SpendScope.Covering(
                        category == null ? CostCategory.LLM_INFERENCE : category, Pairs.of("tag", tags))
                : SpendScope.ALL;
    }
}
