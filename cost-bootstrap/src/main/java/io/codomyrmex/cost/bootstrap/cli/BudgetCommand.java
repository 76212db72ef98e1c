package io.codomyrmex.cost.bootstrap.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Holds the commands on budgets. */
@Command(name = "budget", description = "Creates, shows, changes and deletes budgets.")
final class BudgetCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw MissingCommand.of(spec);
    }
}
