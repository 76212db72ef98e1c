package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldCommandsTest {

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:00:00Z");

    @BeforeEach
    void budget() {
        cost.done("budget", "create", "all", "10", "daily");
    }

    @Test
    void a_hold_keeps_its_amount_from_others_until_it_is_committed() {
        assertThat(cost.json("reserve", "8", "--id", "r1", "--ttl", "60"))
                .isEqualTo("{\"id\":\"r1\",\"status\":\"held\",\"amount\":\"8\","
                        + "\"expires_at\":\"2026-05-15T10:01:00Z\",\"budgets\":[{\"id\":\"all\",\"limit\":\"10\","
                        + "\"spent\":\"0\",\"held\":\"0\",\"remaining\":\"10\","
                        + "\"period_end\":\"2026-05-16T00:00:00Z\",\"exceeded\":false}]}\n");
        CommandLineRun.Result denied = cost.run("reserve", "2.01", "--id", "r2", "--format", "json");
        assertThat(denied.code()).isEqualTo(3);
        assertThat(denied.err()).isEmpty();
        assertThat(denied.out())
                .startsWith("{\"id\":\"r2\",\"status\":\"denied\",\"amount\":\"2.01\",\"expires_at\":null,")
                .contains("\"held\":\"8\",\"remaining\":\"2\"")
                .contains("\"exceeded\":true");

        assertThat(cost.done("commit", "r1", "1.25", "--resource", "gpt-4o"))
                .startsWith("recorded r1: 1.25 USD, llm_inference, 2026-05-15T10:00:00Z");
        assertThat(cost.done("commit", "r1", "1.25", "--resource", "gpt-4o")).startsWith("duplicate of r1");
        assertThat(cost.done("reserve", "8.75")).startsWith("granted: hold_");
        assertThat(cost.done("verify")).isNotEmpty();
    }

    @Test
    void a_hold_is_free_again_once_it_is_released_or_expired() {
        cost.done("reserve", "10", "--id", "r1");
        assertThat(cost.run("reserve", "1").code()).isEqualTo(3);
        assertThat(cost.done("release", "r1")).startsWith("r1: 10.00 USD, released");
        cost.done("reserve", "10", "--id", "r2", "--ttl", "PT1M");
        assertThat(cost.run("reserve", "1").code()).isEqualTo(3);
        cost.now = Instant.parse("2026-05-15T10:01:00Z");
        cost.done("reserve", "10", "--id", "r3");
    }

    @Test
    void the_same_id_gives_the_same_hold_and_other_content_is_refused() {
        cost.done("reserve", "3", "--id", "r1");
        assertThat(cost.done("reserve", "3", "--id", "r1")).startsWith("granted before: r1");
        CommandLineRun.Result other = cost.run("reserve", "4", "--id", "r1");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.errLines()).singleElement().asString().contains("r1", "other content");
    }

    @Test
    void an_id_whose_hold_has_ended_is_refused_by_name_and_holds_nothing() {
        cost.done("reserve", "10", "--id", "expired", "--ttl", "60");
        cost.now = Instant.parse("2026-05-15T10:02:00Z");
        cost.done("reserve", "10", "--id", "released");
        cost.done("release", "released");
        cost.done("reserve", "10", "--id", "committed");
        cost.done("commit", "committed", "0");
        cost.done("reserve", "10", "--id", "other");

        for (String status : List.of("expired", "released", "committed")) {
            String line = "error: reservation '" + status + "' is " + status
                    + " and holds nothing; reserve again with another id\n";
            CommandLineRun.Result text = cost.run("reserve", "10", "--id", status);
            assertThat(text.code()).isEqualTo(1);
            assertThat(text.err()).isEqualTo(line);
            assertThat(text.out()).startsWith("granted before: " + status + ": 10.00 USD, " + status);

            CommandLineRun.Result json = cost.run("reserve", "10", "--id", status, "--format", "json");
            assertThat(json.code()).isEqualTo(1);
            assertThat(json.err()).isEqualTo(line);
            assertThat(json.out())
                    .startsWith("{\"id\":\"" + status + "\",\"status\":\"" + status + "\",\"amount\":\"10\",");

            CommandLineRun.Result csv = cost.run("reserve", "10", "--id", status, "--format", "csv");
            assertThat(csv.code()).isEqualTo(1);
            assertThat(csv.out().lines().toList())
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith(status + "," + status + ",10,");
        }
        assertThat(cost.json("budget", "show", "all")).contains("\"held\":\"10\"");
    }

    @Test
    void zero_is_granted_by_a_budget_that_is_overspent() {
        cost.done("record", "12");
        assertThat(cost.run("reserve", "0.01").code()).isEqualTo(3);
        assertThat(cost.json("reserve", "0", "--id", "free")).startsWith("{\"id\":\"free\",\"status\":\"held\",");
    }

    @Test
    void a_ledger_that_cannot_answer_is_no_denial_and_has_an_exit_code_of_its_own() throws SQLException {
        try (Connection connection = DriverManager.getConnection(cost.url + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("insert into cost_hold (id, amount, category, tags, reserved_at, expires_at, status, seq)"
                    + " values ('r1', 1, 'other', '{}', now(), now(), 'held', 1)"); // not committed: others wait for it

            CommandLineRun.Result json =
                    cost.run("reserve", "1", "--id", "r1", "--timeout", "PT1S", "--format", "json");
            CommandLineRun.Result text = cost.run("reserve", "1", "--id", "r1", "--timeout", "PT1S");

            for (CommandLineRun.Result result : List.of(json, text)) {
                assertThat(result.code()).as(result.toString()).isEqualTo(4);
                assertThat(result.errLines()).singleElement().asString().startsWith("error: reserve: ");
            }
            assertThat(json.out())
                    .isEqualTo("{\"id\":\"r1\",\"status\":\"unavailable\",\"amount\":\"1\",\"expires_at\":null}\n");
            assertThat(text.out()).isEqualTo("not held: r1; asking again with this id is safe\n");
        }
        assertThat(cost.done("reserve", "1", "--id", "r1")).startsWith("granted: r1");
    }

    @Test
    void a_hold_that_nobody_knows_and_a_time_that_is_too_long_are_refused() {
        assertThat(cost.run("commit", "nobody", "1").errLines())
                .containsExactly("error: hold id 'nobody' does not exist");
        assertThat(cost.run("release", "nobody").code()).isEqualTo(1);
        CommandLineRun.Result tooLong = cost.run("reserve", "1", "--ttl", "PT25H");
        assertThat(tooLong.code()).isEqualTo(2);
        assertThat(tooLong.errLines()).singleElement().asString().contains("ttl", "PT25H", "24 hours");
        assertThat(cost.run("reserve", "1", "--ttl", "soon").errLines())
                .singleElement()
                .asString()
                .contains("ttl", "soon", "ISO 8601");
    }
}
