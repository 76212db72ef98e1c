package io.codomyrmex.cost.bootstrap.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one budget. */
@Command(name = "show", description = "Shows a budget and how full it is in its current period.")
final class BudgetShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", converter = Positional.Text.class, description = "The budget's id.")
    private String id = "";

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    BudgetShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        BudgetOutput.one(session, format, session.budgets().status(BudgetIds.checked(id)));
        return ExitCodes.DONE;
    }
}
