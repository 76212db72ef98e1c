package io.codomyrmex.cost.bootstrap.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows all budgets. */
@Command(name = "list", description = "Shows every budget and how full it is in its current period.")
final class BudgetListCommand implements Callable<Integer> {

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    BudgetListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        BudgetOutput.all(session, format, session.budgets().statuses());
        return ExitCodes.DONE;
    }
}
