package io.codomyrmex.cost.bootstrap.cli;

import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;

/** Puts the commands together and runs one. */
public final class Cli {

    private static final int HELP_WIDTH = 110;

    private Cli() {}

    /**
     * Runs one command.
     *
     * @param terminal where it writes
     * @param environment where settings come from that no flag gives
     * @param clock where the time comes from
     * @param args the command and its arguments
     * @return the exit code: 0 done, 1 refused or failed, 2 usage, 3 denied by a budget, 4 the store cannot answer
     */
    public static int run(Terminal terminal, Map<String, String> environment, InstantSource clock, String... args) {
        try {
            int code = execute(terminal, environment, clock, args);
            if (!terminal.out().checkError()) { // which flushes it; a PrintWriter throws nothing
                return code;
            }
            terminal.err().println("error: the output could not be written");
            return code == ExitCodes.DONE ? ExitCodes.FAILED : code;
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    private static int execute(
            Terminal terminal, Map<String, String> environment, InstantSource clock, String... args) {
        RootCommand root = new RootCommand();
        try (Session session = new Session(terminal, root, environment, clock)) {
            Failures failures = new Failures(session);
            return commands(root, session)
                    .setOut(terminal.out())
                    .setErr(terminal.err())
                    .setParameterExceptionHandler(failures)
                    .setExecutionExceptionHandler(failures)
                    .setUnmatchedOptionsArePositionalParams(true)
                    .setExpandAtFiles(false)
                    .setPosixClusteredShortOptionsAllowed(false)
                    .setUsageHelpWidth(HELP_WIDTH)
                    .execute(args);
        }
    }

    private static CommandLine commands(RootCommand root, Session session) {
        CommandLine budget = new CommandLine(new BudgetCommand())
                .addSubcommand(new BudgetCreateCommand(session))
                .addSubcommand(new BudgetListCommand(session))
                .addSubcommand(new BudgetShowCommand(session))
                .addSubcommand(new BudgetUpdateCommand(session))
                .addSubcommand(new BudgetDeleteCommand(session));
        CommandLine token = new CommandLine(new TokenCommand())
                .addSubcommand(new TokenCreateCommand(session))
                .addSubcommand(new TokenListCommand(session))
                .addSubcommand(new TokenRevokeCommand(session));
        return new CommandLine(root)
                .addSubcommand(new RecordCommand(session))
                .addSubcommand(new SummaryCommand(session))
                .addSubcommand(new SeriesCommand(session))
                .addSubcommand(budget)
                .addSubcommand(new CheckCommand(session))
                .addSubcommand(new ResetAlertsCommand(session))
                .addSubcommand(new CanSpendCommand(session))
                .addSubcommand(new ReserveCommand(session))
                .addSubcommand(new CommitCommand(session))
                .addSubcommand(new ReleaseCommand(session))
                .addSubcommand(new ImportCommand(session))
                .addSubcommand(new ExportCommand(session))
                .addSubcommand(new VerifyCommand(session))
                .addSubcommand(new MigrateCommand(session))
                .addSubcommand(new ServeCommand(session))
                .addSubcommand(token)
                .addSubcommand(new DemoCommand(session));
    }
}
