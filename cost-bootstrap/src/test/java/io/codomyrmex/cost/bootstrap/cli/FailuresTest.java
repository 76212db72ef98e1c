package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.bootstrap.cli.view.Bars;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:00:00Z");

    private void refuses(int code, String line, String... args) {
        assertThat(cost.run(args)).isEqualTo(new CommandLineRun.Result(code, "", line + "\n"));
    }

    @Test
    void a_missing_or_unknown_command_is_a_usage_error() {
        assertThat(cost.run().err()).startsWith("error: command missing: must be one of record, ");
        assertThat(cost.run("recrod", "5").err())
                .startsWith("error: unknown command 'recrod': must be one of record, ");
        refuses(2, "error: command missing: must be one of create, list, show, update, delete", "budget");
        refuses(
                2,
                "error: unknown command 'make': must be one of create, list, show, update, delete",
                "budget",
                "make");
    }

    @Test
    void an_unknown_option_is_named_wherever_it_stands() {
        String line = "error: unknown option '--typo'; see --help";
        refuses(2, line, "record", "--typo", "5");
        refuses(2, line, "record", "5", "--typo");
        refuses(2, line, "record", "5", "--typo=x");
        refuses(2, line, "summary", "--typo");
        refuses(2, line, "budget", "show", "--typo");
        refuses(2, line, "budget", "create", "--typo", "1", "daily");
        refuses(2, line, "--typo", "summary");
        refuses(2, "error: unknown option '-x'; see --help", "import", "-x");
    }

    @Test
    void the_value_of_a_mistyped_password_option_is_not_shown() {
        for (String[] args : new String[][] {
            {"record", "5", "--db-pasword=s3cret"},
            {"record", "5", "--db-pasword", "s3cret"},
            {"--db-pasword=s3cret", "check"}
        }) {
            CommandLineRun.Result result = cost.run(args);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.errLines()).hasSize(1);
            assertThat(result.err()).contains("--db-pasword").doesNotContain("s3cret");
        }
    }

    @Test
    void a_database_that_cannot_be_reached_is_one_line_without_password() {
        CommandLineRun.Result result = cost.run(
                "summary",
                "--db-url",
                "jdbc:postgresql://me:s3cret@127.0.0.1:1/x?password=hidden7",
                "--db-password",
                "pw9",
                "--timeout",
                "PT0.3S");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err())
                .startsWith("error: cannot open jdbc:postgresql://127.0.0.1:1/x: ")
                .doesNotContain("s3cret", "hidden7", "pw9", "Exception");
    }

    @Test
    void a_password_is_taken_out_of_whatever_is_said() {
        cost.environment.put("COST_DB_PASSWORD", "pw9");
        assertThat(cost.run("budget", "show", "of-pw9").err()).isEqualTo("error: budget id 'of-***' does not exist\n");
    }

    @Test
    void a_setting_that_breaks_its_rule_is_named() {
        refuses(2, "error: --zone 'Mars' must be a time zone like UTC or Europe/Berlin", "summary", "--zone", "Mars");
        cost.environment.put("COST_ZONE", "Mars");
        refuses(2, "error: COST_ZONE 'Mars' must be a time zone like UTC or Europe/Berlin", "summary");
    }

    @Test
    void what_is_not_foreseen_is_one_line_too() {
        assertThat(ExitCodes.of(new IllegalStateException())).isEqualTo(1);
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(err), new PrintWriter(err), new Bars(false), false);
        Failures failures = new Failures(new Session(terminal, new RootCommand(), Map.of(), () -> cost.now));
        assertThat(failures.handleExecutionException(new IllegalStateException("a\nb"), null, null))
                .isEqualTo(1);
        assertThat(err.toString()).isEqualTo("error: unexpected: java.lang.IllegalStateException: a b\n");
    }
}
