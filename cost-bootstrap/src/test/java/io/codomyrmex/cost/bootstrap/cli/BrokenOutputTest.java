package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.bootstrap.CostCommand;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command whose output is lost has not done what it was asked for. */
class BrokenOutputTest {

    private static final Path FULL = Path.of("/dev/full");

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:00:00Z");
    private final StringWriter err = new StringWriter();

    /** Takes nothing, like a full disk. */
    private static final class Broken extends Writer {
        @Override
        public void write(char[] characters, int from, int length) throws IOException {
            throw new IOException("no space left");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private int run(Writer out, String... args) {
        return CostCommand.run(new PrintWriter(out), new PrintWriter(err), cost.environment, () -> cost.now, args);
    }

    @BeforeEach
    void record() {
        cost.done("record", "5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export",
                "export --as csv",
                "summary",
                "series",
                "record 1",
                "budget create b 1 daily",
                "budget list",
                "can-spend 1",
                "reserve 1",
                "verify",
                "token list",
                "--help"
            })
    void a_command_whose_output_cannot_be_written_fails(String command) {
        assertThat(run(new Broken(), command.split(" "))).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("error: the output could not be written\n");
    }

    @Test
    void a_refusal_keeps_its_exit_code() {
        cost.done("budget", "create", "b", "1", "daily");
        assertThat(run(new Broken(), "can-spend", "10")).isEqualTo(3);
        assertThat(err.toString()).contains("error: the output could not be written\n");
    }

    @Test
    void an_export_to_a_full_disk_fails() throws IOException {
        Assumptions.assumeTrue(Files.exists(FULL), "needs " + FULL);
        try (FileWriter out = new FileWriter(FULL.toFile(), StandardCharsets.UTF_8)) {
            assertThat(run(out, "export")).isEqualTo(1);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("space"); // what is left in the writer, when it is closed
        }
        assertThat(err.toString()).isEqualTo("error: the output could not be written\n");
    }
}
