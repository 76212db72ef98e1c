package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record",
                "summary",
                "series",
                "budget",
                "budget create",
                "budget list",
                "budget show",
                "budget update",
                "budget delete",
                "check",
                "reset-alerts",
                "can-spend",
                "import",
                "verify",
                "migrate",
                "demo",
                "export",
                "reserve",
                "commit",
                "release",
                "serve",
                "token",
                "token create",
                "token list",
                "token revoke"
            })
    void every_command_has_help(String command) {
        cost.environment.put("COST_DB_URL", "no such url"); // help needs no ledger
        String[] args = Stream.concat(Stream.of(command.split(" ")), Stream.of("--help"))
                .toArray(String[]::new);
        assertThat(cost.done(args))
                .startsWith("Usage: cost " + command)
                .contains("--db-url")
                .contains("--zone")
                .contains("-h, --help");
    }

    @Test
    void help_of_all_lists_the_commands_and_exit_codes() {
        assertThat(cost.done("--help"))
                .contains(
                        "  record ",
                        "  can-spend ",
                        "  import ",
                        "COST_DB_PASSWORD",
                        "3 denied by a budget",
                        "4 the ledger cannot answer");
    }

    @Test
    void version() {
        assertThat(cost.done("--version")).startsWith("cost ").hasLineCount(1);
    }

    @Test
    void every_printing_command_has_a_format() {
        for (String command : Map.of("record", 1, "summary", 1, "check", 1, "can-spend", 1, "verify", 1, "import", 1)
                .keySet()) {
            assertThat(cost.done(command, "--help")).contains("--format=FORMAT");
        }
    }
}
