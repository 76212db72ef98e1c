package io.codomyrmex.cost.bootstrap.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Holds the commands on tokens. */
@Command(name = "token", description = "Creates, shows and revokes the tokens that callers of the service need.")
final class TokenCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw MissingCommand.of(spec);
    }
}
