package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.CostCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Runs commands on an in-process database of its own, at a time that the test sets. */
final class CommandLineRun {

    final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    final Map<String, String> environment = new LinkedHashMap<>(Map.of("COST_DB_URL", url));
    Instant now;

    CommandLineRun(String now) {
        this.now = Instant.parse(now);
    }

    /** How a command ended and what it wrote. */
    record Result(int code, String out, String err) {

        List<String> errLines() {
            return err.lines().toList();
        }
    }

    Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        InstantSource clock = () -> now;
        int code = CostCommand.run(new PrintWriter(out), new PrintWriter(err), environment, clock, args);
        return new Result(code, out.toString(), err.toString());
    }

    /** Runs a command that must be done without a word on the error stream; what it printed. */
    String done(String... args) {
        Result result = run(args);
        if (result.code() != 0 || !result.err().isEmpty()) {
            throw new AssertionError(String.join(" ", args) + " gave " + result);
        }
        return result.out();
    }

    /** As {@link #done}, with {@code --format json}. */
    String json(String... args) {
        return done(
                Stream.concat(Stream.of(args), Stream.of("--format", "json")).toArray(String[]::new));
    }
}
