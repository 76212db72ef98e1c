package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.AlertView;
import io.codomyrmex.cost.bootstrap.cli.view.Csv;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.budget.BudgetAlert;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows new alerts. */
@Command(name = "check", description = "Shows the alerts that are new since the last check by anyone, each once.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<BudgetAlert> alerts = session.budgets().checkBudgets();
        format.printer(session)
                .print(
                        () -> Json.array(alerts, CostJson::alert),
                        () -> Csv.of(AlertView.FIELDS, Json.array(alerts, CostJson::alert)),
                        () -> AlertView.table(alerts));
        return ExitCodes.DONE;
    }
}
