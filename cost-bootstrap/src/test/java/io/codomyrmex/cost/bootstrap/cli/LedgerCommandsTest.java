package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCommandsTest {

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:00:00Z");

    @Test
    void verify_of_a_sound_ledger() {
        cost.done("record", "1.5");
        assertThat(cost.json("verify"))
                .startsWith("{\"clean\":true,\"entries\":1,\"total\":\"1.5\",\"sums\":")
                .endsWith(",\"differences\":[]}\n");
        assertThat(cost.done("verify")).startsWith("1 entries, total 1.50, ").endsWith(" derived sums: all agree\n");
        assertThat(cost.done("verify", "--format", "csv")).isEqualTo("what,key,expected,actual\n");
    }

    @Test
    void verify_fails_when_a_sum_is_wrong() throws SQLException {
        cost.done("budget", "create", "all", "100", "monthly");
        cost.done("record", "1.5");
        try (Connection connection = DriverManager.getConnection(cost.url + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update budget_balance set spent = 7");
        }
        CommandLineRun.Result result = cost.run("verify", "--format", "csv");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("spent,")
                .endsWith(",1.5,7");
        assertThat(result.err()).isEqualTo("error: 1 of the derived sums differs from the ledger\n");
        assertThat(cost.run("verify").out())
                .contains(": 1 differ\n")
                .contains(" 1.50 ")
                .contains(" 7.00");
    }

    @Test
    void migrate_creates_the_ledger_and_may_be_repeated(@TempDir Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("new/ledger");
        cost.environment.clear();
        assertThat(cost.done("migrate", "--db-url", url)).isEqualTo("up to date: " + url + "\n");
        assertThat(cost.done("migrate", "--db-url", url)).isEqualTo("up to date: " + url + "\n");
        assertThat(folder.resolve("new/ledger.mv.db")).exists();
    }

    @Test
    void a_ledger_in_a_file_outlasts_the_command(@TempDir Path folder) {
        cost.environment.put("COST_DB_URL", "jdbc:h2:file:" + folder.resolve("ledger"));
        cost.done("record", "1", "--id", "a");
        cost.done("--db-url", "jdbc:h2:file:" + folder.resolve("other"), "record", "5", "--id", "a");
        assertThat(cost.json("summary")).startsWith("{\"total\":\"1\",");
        assertThat(Files.exists(folder.resolve("other.mv.db"))).isTrue();
    }

    @Test
    void a_ledger_in_memory_ends_with_the_command() {
        cost.environment.put("COST_DB_URL", "memory:");
        cost.done("record", "1");
        assertThat(cost.json("summary")).startsWith("{\"total\":\"0\",");
        assertThat(cost.done("migrate")).isEqualTo("up to date: memory:\n");
    }

    @Test
    void the_zone_and_currency_of_the_environment_count_and_flags_win() {
        cost.environment.put("COST_CURRENCY", "EUR");
        cost.environment.put("COST_ZONE", "Europe/Berlin");
        assertThat(cost.done("record", "1", "--id", "a", "--at", "2026-05-01"))
                .isEqualTo("recorded a: 1.00 EUR, llm_inference, 2026-04-30T22:00:00Z\n");
        assertThat(cost.done("record", "1", "--id", "b", "--at", "2026-05-01", "--zone", "UTC"))
                .isEqualTo("recorded b: 1.00 EUR, llm_inference, 2026-05-01T00:00:00Z\n");
        assertThat(cost.run("summary", "--currency", "JPY").err())
                .isEqualTo("error: currency 'JPY' must be the ledger's, which is EUR\n");
    }
}
