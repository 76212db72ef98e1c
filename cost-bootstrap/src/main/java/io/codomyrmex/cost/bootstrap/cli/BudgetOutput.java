package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.BudgetView;
import io.codomyrmex.cost.bootstrap.cli.view.Csv;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.budget.BudgetStatus;
import java.util.List;

/** Prints budgets. */
final class BudgetOutput {

    private BudgetOutput() {}

    static void one(Session session, FormatOption format, BudgetStatus status) {
        format.printer(session)
                .print(
                        () -> CostJson.budget(status),
                        () -> Csv.of(BudgetView.FIELDS, List.of(CostJson.budget(status))),
                        () -> BudgetView.detail(status, session.terminal().bars()));
    }

    static void all(Session session, FormatOption format, List<BudgetStatus> statuses) {
        format.printer(session)
                .print(
                        () -> Json.array(statuses, CostJson::budget),
                        () -> Csv.of(BudgetView.FIELDS, Json.array(statuses, CostJson::budget)),
                        () -> BudgetView.table(statuses, session.terminal().bars()));
    }
}
