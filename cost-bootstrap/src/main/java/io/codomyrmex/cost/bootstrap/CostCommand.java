package io.codomyrmex.cost.bootstrap;

import io.codomyrmex.cost.bootstrap.cli.Cli;
import io.codomyrmex.cost.bootstrap.cli.Terminal;
import io.codomyrmex.cost.bootstrap.cli.view.Bars;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;

/** The program: {@code java -jar cost.jar COMMAND}. */
public final class CostCommand {

    private CostCommand() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        Logs.configure(System.getenv(), args);
        System.exit(Cli.run(SystemTerminal.open(), System.getenv(), Clock.systemUTC(), args));
    }

    /**
     * Runs one command in this process.
     *
     * @param out what was asked for
     * @param err what went wrong, one line
     * @param env where settings come from that no flag gives
     * @param clock where the time comes from
     * @param args the command and its arguments
     * @return the exit code: 0 done, 1 refused or failed, 2 usage, 3 denied by a budget, 4 the store cannot answer
     */
    public static int run(
            PrintWriter out, PrintWriter err, Map<String, String> env, InstantSource clock, String... args) {
        return Cli.run(new Terminal(out, err, Bars.forDefaultCharset(), false), env, clock, args);
    }
}
