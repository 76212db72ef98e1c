package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.settings.Ledgers;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Brings the schema up to date. */
@Command(
        name = "migrate",
        description = "Creates the ledger's tables, or brings them up to date. Other commands do so by themselves.")
final class MigrateCommand implements Callable<Integer> {

    private final Session session;

    MigrateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Ledgers.migrate(session.settings());
        session.terminal().out().print("up to date: " + session.settings().shownUrl() + "\n");
        return ExitCodes.DONE;
    }
}
