package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.Shown;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.CostException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: one line on the error stream, never a password, never a stack trace. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final Logger LOG = System.getLogger(Failures.class.getName());

    private final Session session;

    Failures(Session session) {
        this.session = session;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        if (failure.getCause() instanceof InvalidInputException invalid) {
            return tell(invalid, String.valueOf(invalid.getMessage()));
        }
        return tell(failure, usage(failure));
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        return tell(failure, expected(failure) ? String.valueOf(failure.getMessage()) : "unexpected: " + failure);
    }

    private int tell(Exception failure, String message) {
        LOG.log(Level.DEBUG, "command failed", failure);
        session.terminal().err().println("error: " + session.hidden(Shown.line(message)));
        return ExitCodes.of(failure);
    }

    private static boolean expected(Exception failure) {
        return failure instanceof InvalidInputException
                || failure instanceof CostException
                || failure instanceof ParameterException;
    }

    private static String usage(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (failure.getCause() instanceof Positional.UnknownOptionException unknown) {
            return String.valueOf(unknown.getMessage());
        }
        String message = String.valueOf(failure.getMessage());
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    /** The first that no option or parameter takes; a value after {@code =} may be a password and is cut off. */
    private static String unmatched(UnmatchedArgumentException failure) {
        List<String> unmatched = failure.getUnmatched();
        for (String argument : unmatched) {
            if (argument.startsWith("-")) {
                return UnknownOption.message(argument);
            }
        }
        boolean group = !failure.getCommandLine().getSubcommands().isEmpty();
        String what = group ? "unknown command '" : "unexpected argument '";
        String hint = group
                ? ": must be one of "
                        + String.join(
                                ", ", failure.getCommandLine().getSubcommands().keySet())
                : "; see --help";
        return what + (unmatched.isEmpty() ? "" : unmatched.get(0)) + "'" + hint;
    }
}
