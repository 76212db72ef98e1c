package io.codomyrmex.cost.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own. */
class CostCommandTest {

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    private Ended run(Map<String, String> environment, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                CostCommand.class.getName()));
        command.addAll(List.of(args));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("COST_") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void the_usual_ledger_is_a_file_under_the_users_home() throws Exception {
        assertThat(run(Map.of(), "record", "1.25", "--id", "a", "--description", "Grüße █")
                        .err())
                .isEmpty();
        Ended summary = run(Map.of("LC_ALL", "C"), "summary");
        assertThat(summary.err()).isEmpty();
        assertThat(summary.code()).isZero();
        assertThat(summary.out()).startsWith("total    1.25 USD\nentries  1\n").doesNotContain("?");
        assertThat(folder.resolve(".cost/ledger.mv.db")).exists();
    }

    @Test
    void the_demo_needs_nothing_and_leaves_nothing() throws Exception {
        Ended demo = run(Map.of(), "demo");
        assertThat(demo.err()).isEmpty();
        assertThat(demo.code()).isZero();
        assertThat(demo.out()).contains("denied: 80.00 USD exceeds budget 'demo_llm'");
        assertThat(folder.resolve(".cost")).doesNotExist();
    }

    @Test
    void a_failure_is_one_line_on_the_error_stream() throws Exception {
        Ended failed = run(
                Map.of(
                        "COST_DB_URL",
                        "jdbc:postgresql://127.0.0.1:1/x",
                        "COST_DB_TIMEOUT",
                        "PT0.3S",
                        "COST_DB_PASSWORD",
                        "pw9"),
                "summary");
        assertThat(failed.code()).isEqualTo(4);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .startsWith("error: cannot open ")
                .hasLineCount(1)
                .doesNotContain("pw9");
    }

    @Test
    void an_import_says_when_it_rounds() throws Exception {
        Path file = Files.writeString(
                folder.resolve("costs.csv"), "amount,timestamp\n0.1234567890123456789,2026-05-01T00:00:00Z\n");
        Ended ended = run(Map.of("COST_DB_URL", "memory:"), "import", file.toString());
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).contains("rounded HALF_EVEN").hasLineCount(1);
    }
}
