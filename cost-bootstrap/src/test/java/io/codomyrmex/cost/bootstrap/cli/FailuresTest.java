package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.bootstrap.cli.view.Bars;
import io.codomyrmex.cost.gate.UnknownHoldException;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err())
                .startsWith("error: cannot open jdbc:postgresql://127.0.0.1:1/x: ")
                .doesNotContain("s3cret", "hidden7", "pw9", "Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "can-spend 1",
                "can-spend 0",
                "reserve 1",
                "commit r1 1",
                "release r1",
                "record 1",
                "summary",
                "series",
                "budget list",
                "budget create b 1 daily",
                "check",
                "export",
                "verify",
                "migrate",
                "token list"
            })
    void a_ledger_that_cannot_be_reached_ends_every_command_with_the_same_exit_code(String command) {
        cost.environment.put("COST_DB_URL", "jdbc:postgresql://127.0.0.1:1/x");
        cost.environment.put("COST_DB_TIMEOUT", "PT0.3S");
        CommandLineRun.Result result = cost.run(command.split(" "));
        assertThat(result.code()).as(result.toString()).isEqualTo(4);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).singleElement().asString().startsWith("error: cannot open ");
    }

    @Test
    void the_failures_of_the_store_have_an_exit_code_of_their_own_and_a_refusal_has_not() {
        assertThat(ExitCodes.of(new StoreUnavailableException("refused", null))).isEqualTo(4);
        assertThat(ExitCodes.of(new OutcomeUnknownException("cut off", null))).isEqualTo(4);
        assertThat(ExitCodes.of(new UnknownHoldException("h"))).isEqualTo(1);
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
