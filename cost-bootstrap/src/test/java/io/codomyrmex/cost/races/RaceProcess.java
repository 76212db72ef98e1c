package io.codomyrmex.cost.races;

import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A {@link RaceWorker} in a JVM of its own. */
final class RaceProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    private RaceProcess(JdbcSettings ledger, int number, long seed, String[] work) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RaceWorker.class.getName(),
                ledger.url(),
                Objects.requireNonNullElse(ledger.user(), ""),
                Objects.requireNonNullElse(ledger.password(), ""),
                Integer.toString(number),
                Long.toString(seed)));
        command.addAll(Arrays.asList(work));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = process.inputReader(StandardCharsets.UTF_8);
        in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Lets two processes work on a ledger at the same time; gives what they were answered, a list of fields each. */
    static List<List<String>> two(JdbcSettings ledger, long seed, String... work) throws IOException {
        List<List<String>> answers = new ArrayList<>();
        try (RaceProcess one = new RaceProcess(ledger, 0, seed, work);
                RaceProcess other = new RaceProcess(ledger, 1, seed, work)) {
            one.await("ready", answers);
            other.await("ready", answers);
            one.go();
            other.go();
            one.await("done", answers);
            other.await("done", answers);
        }
        return answers;
    }

    private void go() throws IOException {
        in.write("go\n");
        in.flush();
    }

    /** Reads answers up to this line. A process that dies closes its output, which ends the waiting. */
    private void await(String last, List<List<String>> answers) throws IOException {
        for (String line = out.readLine(); !last.equals(line); line = out.readLine()) {
            if (line == null) {
                throw new IllegalStateException("a process of the race ended before it was " + last);
            }
            answers.add(List.of(line.split("\t", -1)));
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
