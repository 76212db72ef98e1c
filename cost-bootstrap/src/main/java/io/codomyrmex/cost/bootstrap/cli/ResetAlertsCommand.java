package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.Csv;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Arms alerts again. */
@Command(name = "reset-alerts", description = "Arms the alerts of every budget's current period again.")
final class ResetAlertsCommand implements Callable<Integer> {

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    ResetAlertsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        int budgets = session.budgets().resetPeriodAlerts();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("budgets", budgets);
        format.printer(session)
                .print(
                        () -> json,
                        () -> Csv.of(List.of("budgets"), List.of(json)),
                        () -> "armed the alerts of " + budgets + (budgets == 1 ? " budget\n" : " budgets\n"));
        return ExitCodes.DONE;
    }
}
