package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes a budget. */
@Command(
        name = "update",
        description = "Changes what is given and leaves the rest. A new period, zone, category or tag counts the ledger"
                + " anew and arms the alerts again; a new amount does not.")
final class BudgetUpdateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", converter = Positional.Text.class, description = "The budget's id.")
    private String id = "";

    @Mixin
    private BudgetChanges changes = new BudgetChanges();

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    BudgetUpdateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String known = BudgetIds.checked(id);
        changes.check(known, session.zoneFlag());
        BudgetManager budgets = session.budgets();
        Budget budget = budgets.find(known).orElseThrow(() -> new UnknownBudgetException(known));
        budgets.update(changes.on(budget.spec(), session.zoneFlag()));
        BudgetOutput.one(session, format, budgets.statusAfterChange(known));
        return ExitCodes.DONE;
    }
}
