package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.bootstrap.cli.view.AlertView;
import io.codomyrmex.cost.bootstrap.cli.view.Csv;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.input.TextRule;
import io.codomyrmex.cost.store.BudgetStore;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows new alerts. */
@Command(
        name = "check",
        description = "Shows the alerts that are new since the last check by anyone, each once.",
        footer = {
            "",
            "An answer that is lost on its way cannot be had again, unless it was asked for with a --key. The service (serve)"
                    + " delivers alerts by itself, each at least once.",
            "Example: cost check --key nightly-2026-11-27"
        })
final class CheckCommand implements Callable<Integer> {

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Names the answer: the same key again gives the same alerts; what is new takes a new key.")
    private @Nullable String key;

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String checked = key == null ? null : TextRule.id("key", key, BudgetStore.MAX_CHECK_KEY);
        BudgetManager budgets = session.budgets();
        List<BudgetAlert> alerts = checked == null ? budgets.checkBudgets() : budgets.checkBudgets(checked);
        format.printer(session)
                .print(
                        () -> Json.array(alerts, CostJson::alert),
                        () -> Csv.of(AlertView.FIELDS, Json.array(alerts, CostJson::alert)),
                        () -> AlertView.table(alerts));
        return ExitCodes.DONE;
    }
}
