package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.Csv;
import io.codomyrmex.cost.bootstrap.cli.view.HoldView;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.gate.Hold;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a hold back. */
@Command(
        name = "release",
        description = "Frees a hold that is not needed. One that is no longer held stays as it is, and is shown.")
final class ReleaseCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The hold's id.")
    private String id = "";

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    ReleaseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Hold hold = session.budgets().release(id);
        format.printer(session)
                .print(
                        () -> CostJson.reservation(hold),
                        () -> Csv.of(HoldView.FIELDS, List.of(CostJson.reservation(hold))),
                        () -> HoldView.line(hold, session.settings().currency()));
        return ExitCodes.DONE;
    }
}
