package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetCommandsTest {

    private static final String DAILY =
            "{\"id\":\"daily_llm\",\"name\":\"Daily LLM\",\"amount\":\"100\",\"period\":\"daily\","
                    + "\"zone\":\"Europe/Berlin\",\"category\":\"llm_inference\",\"tags\":{\"team\":\"search\"},"
                    + "\"alert_thresholds\":[\"0.25\",\"0.5\"],\"enforced\":false,\"period_start\":\"2026-05-14T22:00:00Z\","
                    + "\"period_end\":\"2026-05-15T22:00:00Z\",\"spent\":\"40\",\"held\":\"0\",\"remaining\":\"60\","
                    + "\"utilization\":\"0.4\"}";

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:00:00Z");

    private String createDaily() {
        cost.done("record", "40", "--tag", "team=search");
        return cost.json(
                "budget",
                "create",
                "Daily LLM",
                "100",
                "daily",
                "--category",
                "llm_inference",
                "--tag",
                "team=search",
                "--threshold",
                "0.5",
                "--threshold",
                "0.25",
                "--zone",
                "Europe/Berlin",
                "--alert-only");
    }

    @Test
    void create_prints_the_budget_with_what_the_ledger_already_has() {
        assertThat(createDaily()).isEqualTo(DAILY + "\n");
    }

    @Test
    void show_and_list_print_the_same_json() {
        createDaily();
        assertThat(cost.json("budget", "show", "daily_llm")).isEqualTo(DAILY + "\n");
        assertThat(cost.json("budget", "list")).isEqualTo("[" + DAILY + "]\n");
    }

    @Test
    void list_of_none() {
        assertThat(cost.json("budget", "list")).isEqualTo("[]\n");
        assertThat(cost.done("budget", "list")).isEqualTo("no budgets\n");
        assertThat(cost.done("budget", "list", "--format", "csv"))
                .isEqualTo("id,name,amount,period,zone,category,tags,alert_thresholds,enforced,period_start,period_end,"
                        + "spent,held,remaining,utilization\n");
    }

    @Test
    void create_takes_an_id_and_has_defaults() {
        assertThat(cost.json("budget", "create", "All", "0", "hourly", "--id", "other"))
                .startsWith("{\"id\":\"other\",\"name\":\"All\",\"amount\":\"0\",\"period\":\"hourly\",")
                .contains("\"category\":null,\"tags\":{},\"alert_thresholds\":[\"0.5\",\"0.8\",\"0.9\",\"1\"],"
                        + "\"enforced\":true,");
    }

    @Test
    void create_refuses_an_id_that_exists() {
        createDaily();
        assertThat(cost.run("budget", "create", "daily llm", "5", "weekly"))
                .isEqualTo(new CommandLineRun.Result(
                        1,
                        "",
                        "error: budget id 'daily_llm' exists already; change it with"
                                + " update, or give another id\n"));
        assertThat(cost.json("budget", "list")).isEqualTo("[" + DAILY + "]\n");
    }

    @Test
    void update_changes_what_is_given_and_leaves_the_rest() {
        createDaily();
        assertThat(cost.json("budget", "update", "daily_llm", "--amount", "80"))
                .isEqualTo(DAILY.replace("\"amount\":\"100\"", "\"amount\":\"80\"")
                                .replace(
                                        "\"remaining\":\"60\",\"utilization\":\"0.4\"",
                                        "\"remaining\":\"40\",\"utilization\":\"0.5\"")
                        + "\n");
        assertThat(cost.json(
                        "budget",
                        "update",
                        "daily_llm",
                        "--name",
                        "Month",
                        "--period",
                        "monthly",
                        "--zone",
                        "UTC",
                        "--no-category",
                        "--no-tags",
                        "--threshold",
                        "1",
                        "--enforced"))
                .startsWith("{\"id\":\"daily_llm\",\"name\":\"Month\",\"amount\":\"80\",\"period\":\"monthly\",")
                .contains("\"category\":null,\"tags\":{},\"alert_thresholds\":[\"1\"],\"enforced\":true,"
                        + "\"period_start\":\"2026-05-01T00:00:00Z\"");
        assertThat(cost.json(
                        "budget", "update", "daily_llm", "--category", "compute", "--tag", "env=prod", "--alert-only"))
                .contains("\"category\":\"compute\",\"tags\":{\"env\":\"prod\"}")
                .contains("\"enforced\":false")
                .contains("\"spent\":\"0\"");
    }

    @Test
    void a_zone_of_the_environment_does_not_change_a_budget() {
        createDaily();
        cost.environment.put("COST_ZONE", "Asia/Tokyo");
        assertThat(cost.json("budget", "update", "daily_llm", "--amount", "100"))
                .isEqualTo(DAILY + "\n");
    }

    @Test
    void delete_is_done_once() {
        createDaily();
        assertThat(cost.done("budget", "delete", "daily_llm")).isEqualTo("deleted budget 'daily_llm'\n");
        assertThat(cost.run("budget", "delete", "daily_llm"))
                .isEqualTo(new CommandLineRun.Result(1, "", "error: budget id 'daily_llm' does not exist\n"));
        cost.done("budget", "create", "x", "1", "daily");
        assertThat(cost.json("budget", "delete", "x")).isEqualTo("{\"id\":\"x\",\"status\":\"deleted\"}\n");
    }

    @Test
    void an_unknown_budget_is_refused_by_name() {
        for (String[] args : new String[][] {
            {"budget", "show", "nope"},
            {"budget", "update", "nope", "--amount", "1"},
            {"can-spend", "1", "--budget", "nope"}
        }) {
            assertThat(cost.run(args))
                    .isEqualTo(new CommandLineRun.Result(1, "", "error: budget id 'nope' does not exist\n"));
        }
    }

    @Test
    void list_as_a_table_shows_how_full_each_is() {
        createDaily();
        cost.done("budget", "create", "all", "30.5", "monthly");
        assertThat(cost.done("budget", "list").lines().toList())
                .satisfiesExactly(
                        header -> assertThat(header).contains("budget", "amount", "spent", "remaining", "used"),
                        line -> {},
                        all -> assertThat(all)
                                .startsWith(" all       | monthly |  30.50 | 40.00 | 0.00 |     -9.50 | ")
                                .endsWith(" | 131.1% | everything"),
                        daily -> assertThat(daily)
                                .startsWith(" daily_llm | daily   | 100.00 | 40.00 | 0.00 |     60.00 | ")
                                .endsWith(" |  40.0% | llm_inference, team=search (alert-only)"));
    }

    @Test
    void show_as_lines() {
        createDaily();
        assertThat(cost.done("budget", "show", "daily_llm")).startsWith("""
                        id         daily_llm
                        name       Daily LLM
                        amount     100.00 daily
                        zone       Europe/Berlin
                        covers     llm_inference, team=search
                        alerts at  25%, 50%
                        enforced   no, alert-only
                        period     2026-05-14T22:00:00Z to 2026-05-15T22:00:00Z
                        spent      40.00
                        held       0.00
                        remaining  60.00
                        """).endsWith(" 40.0%\n");
    }
}
