package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.bootstrap.CostCommand;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** {@code cost serve} in a process of its own, on a free loopback port. */
final class ServedProcess implements AutoCloseable {

    private static final String LISTENING = "listening on ";

    private final Process process;
    private final String url;

    private ServedProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static ServedProcess start(JdbcSettings ledger, String... more) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CostCommand.class.getName(),
                "serve",
                "--port",
                "0");
        builder.command().addAll(List.of(more));
        Map<String, String> environment = builder.environment();
        environment.put("COST_DB_URL", ledger.url());
        environment.put("COST_DB_USER", Objects.requireNonNullElse(ledger.user(), ""));
        environment.put("COST_DB_PASSWORD", Objects.requireNonNullElse(ledger.password(), ""));
        environment.put("COST_VERIFY_EVERY", "0");
        environment.put("COST_LOG_LEVEL", "ERROR");
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        @SuppressWarnings("resource") // closed with the process
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            process.destroyForcibly();
            throw new IllegalStateException("the service did not start, it said " + line);
        }
        return new ServedProcess(process, line.substring(LISTENING.length()));
    }

    String url() {
        return url;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(1, TimeUnit.MINUTES);
    }

    /** SIGTERM; the exit code once it has ended. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the service did not end within a minute");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
