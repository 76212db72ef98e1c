package io.codomyrmex.cost.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The load generator wrk, on loopback, for a few seconds. */
final class Wrk {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([\\d.]+)(us|ms|s)");

    /**
     * What it measured.
     *
     * @param perSecond requests answered per second
     * @param p99Millis the time that 99 of 100 answers took at most
     */
    record Load(BigDecimal perSecond, BigDecimal p99Millis) {}

    private Wrk() {}

    static boolean isThere() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, "wrk").canExecute());
    }

    /**
     * Loads a service.
     *
     * @param script what each connection sends, in Lua; it counts answers that are not 2xx
     */
    static Load run(String url, int connections, int seconds, String script) throws IOException, InterruptedException {
        Path file = Files.createTempFile("load", ".lua");
        try {
            Files.writeString(file, script);
            List<String> command = new ArrayList<>(List.of(
                    "wrk", "-t2", "-c" + connections, "-d" + seconds + "s", "--latency", "-s", file.toString(), url));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String out;
            try (BufferedReader reader = process.inputReader()) {
                out = reader.lines().collect(Collectors.joining("\n"));
            }
            process.waitFor();
            if (out.contains("Non-2xx") || out.contains("Socket errors")) {
                throw new IllegalStateException("the load met errors:\n" + out);
            }
            return new Load(decimal(RATE, out), p99(out));
        } finally {
            Files.delete(file);
        }
    }

    private static BigDecimal decimal(Pattern pattern, String out) {
        Matcher matcher = pattern.matcher(out);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk said:\n" + out);
        }
        return new BigDecimal(matcher.group(1));
    }

    private static BigDecimal p99(String out) {
        Matcher matcher = P99.matcher(out);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk said:\n" + out);
        }
        BigDecimal value = new BigDecimal(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> value.movePointLeft(3);
            case "ms" -> value;
            default -> value.movePointRight(3);
        };
    }
}
