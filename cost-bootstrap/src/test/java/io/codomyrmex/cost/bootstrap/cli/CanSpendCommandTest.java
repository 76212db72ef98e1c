package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CanSpendCommandTest {

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:00:00Z");

    @BeforeEach
    void budgets() {
        cost.done("budget", "create", "all", "100", "monthly");
        cost.done("budget", "create", "compute", "20", "daily", "--category", "compute");
        cost.done("budget", "create", "watch", "1", "daily", "--alert-only");
        cost.done("record", "15", "--category", "compute");
    }

    @Test
    void an_amount_that_fits_is_allowed() {
        assertThat(cost.json("can-spend", "5"))
                .isEqualTo("{\"allowed\":true,\"budgets\":["
                        + "{\"id\":\"all\",\"limit\":\"100\",\"spent\":\"15\",\"held\":\"0\",\"remaining\":\"85\","
                        + "\"period_end\":\"2026-06-01T00:00:00Z\",\"exceeded\":false},"
                        + "{\"id\":\"compute\",\"limit\":\"20\",\"spent\":\"15\",\"held\":\"0\",\"remaining\":\"5\","
                        + "\"period_end\":\"2026-05-16T00:00:00Z\",\"exceeded\":false}]}\n");
    }

    @Test
    void one_digit_more_is_denied_with_exit_code_three() {
        CommandLineRun.Result result = cost.run("can-spend", "5.000000000000000001", "--format", "json");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("{\"allowed\":false,").contains("\"exceeded\":true");
    }

    @Test
    void zero_is_allowed_by_budgets_that_are_overspent() {
        cost.done("record", "10", "--category", "compute");
        assertThat(cost.run("can-spend", "0.01", "--budget", "compute").code()).isEqualTo(3);
        assertThat(cost.done("can-spend", "0")).startsWith("allowed: 0.00 USD fits every budget that applies\n");
        assertThat(cost.json("can-spend", "0.00", "--budget", "compute"))
                .startsWith("{\"allowed\":true,")
                .contains("\"remaining\":\"-5\"", "\"exceeded\":false");
    }

    @Test
    void a_denial_names_each_budget_and_the_one_that_binds() {
        CommandLineRun.Result result = cost.run("can-spend", "90", "--category", "compute");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEqualTo("""
                        denied: 90.00 USD exceeds budget 'compute', which has 5.00 left until 2026-05-16T00:00:00Z
                         budget  |  limit | spent | held | remaining | period ends          | verdict
                        ---------+--------+-------+------+-----------+----------------------+-----------------
                         all     | 100.00 | 15.00 | 0.00 |     85.00 | 2026-06-01T00:00:00Z | exceeded
                         compute |  20.00 | 15.00 | 0.00 |      5.00 | 2026-05-16T00:00:00Z | exceeded, binds
                        """);
    }

    @Test
    void a_category_or_tag_asks_those_that_cover_it() {
        assertThat(cost.json("can-spend", "50", "--category", "storage"))
                .contains("\"all\"")
                .doesNotContain("\"compute\"");
        assertThat(cost.json("can-spend", "50", "--tag", "a=b"))
                .contains("\"all\"")
                .doesNotContain("\"compute\"");
    }

    @Test
    void a_named_budget_is_asked_alone_and_an_alert_only_one_never_denies() {
        assertThat(cost.json("can-spend", "50", "--budget", "all"))
                .contains("\"all\"")
                .doesNotContain("\"compute\"");
        assertThat(cost.run("can-spend", "6", "--budget", "compute").code()).isEqualTo(3);
        assertThat(cost.done("can-spend", "50", "--budget", "watch")).contains("alert-only");
    }

    @Test
    void without_an_applicable_budget_all_is_allowed() {
        cost.done("budget", "delete", "all");
        assertThat(cost.done("can-spend", "50", "--category", "storage"))
                .isEqualTo("allowed: no budget applies to 50.00 USD\n");
        assertThat(cost.done("can-spend", "50", "--category", "storage", "--format", "csv"))
                .isEqualTo("allowed,id,limit,spent,held,remaining,period_end,exceeded\n");
    }

    @Test
    void csv_has_a_row_for_each_budget() {
        CommandLineRun.Result result = cost.run("can-spend", "90", "--category", "compute", "--format", "csv");
        assertThat(result.out()).isEqualTo("""
                        allowed,id,limit,spent,held,remaining,period_end,exceeded
                        false,all,100,15,0,85,2026-06-01T00:00:00Z,true
                        false,compute,20,15,0,5,2026-05-16T00:00:00Z,true
                        """);
    }
}
