package io.codomyrmex.cost.bootstrap.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a command that only holds others says when it is called alone. */
final class MissingCommand {

    private MissingCommand() {}

    static RuntimeException of(@Nullable CommandSpec spec) {
        if (spec == null) {
            return new IllegalStateException("not started by picocli");
        }
        String names = String.join(", ", spec.subcommands().keySet());
        return new ParameterException(spec.commandLine(), "command missing: must be one of " + names);
    }
}
