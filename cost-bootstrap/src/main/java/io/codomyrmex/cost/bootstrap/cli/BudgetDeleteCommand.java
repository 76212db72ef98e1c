package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.Csv;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Deletes a budget. */
@Command(name = "delete", description = "Deletes a budget; its entries and fired alerts stay.")
final class BudgetDeleteCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", converter = Positional.Text.class, description = "The budget's id.")
    private String id = "";

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    BudgetDeleteCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String known = BudgetIds.checked(id);
        if (!session.budgets().delete(known)) {
            throw new UnknownBudgetException(known);
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", known).put("status", "deleted");
        format.printer(session)
                .print(
                        () -> json,
                        () -> Csv.of(List.of("id", "status"), List.of(json)),
                        () -> "deleted budget '" + known + "'\n");
        return ExitCodes.DONE;
    }
}
