package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertCommandsTest {

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:00:00Z");

    @BeforeEach
    void fill() {
        cost.done("budget", "create", "daily llm", "100", "daily");
        cost.done("record", "85");
    }

    private static String alert(String threshold) {
        return "{\"budget_id\":\"daily_llm\",\"threshold\":\"" + threshold + "\",\"current_spend\":\"85\","
                + "\"budget_amount\":\"100\",\"utilization\":\"0.85\","
                + "\"message\":\"Budget 'daily_llm' has reached 85% utilization ($85.00/$100.00)\","
                + "\"period_start\":\"2026-05-15T00:00:00Z\",\"timestamp\":\"2026-05-15T10:00:00Z\",\"late\":false}";
    }

    @Test
    void check_prints_each_alert_once() {
        assertThat(cost.json("check")).isEqualTo("[" + alert("0.5") + "," + alert("0.8") + "]\n");
        assertThat(cost.json("check")).isEqualTo("[]\n");
        assertThat(cost.done("check")).isEqualTo("no new alerts\n");
    }

    @Test
    void check_with_a_key_prints_the_same_again_for_the_same_key() {
        String first = "[" + alert("0.5") + "," + alert("0.8") + "]\n";
        assertThat(cost.json("check", "--key", "k1")).isEqualTo(first);
        cost.done("record", "5");

        assertThat(cost.json("check", "--key", "k1")).isEqualTo(first);
        assertThat(cost.done("check", "--key", "k2")).contains(" 90% ").doesNotContain(" 50% ");
        assertThat(cost.json("check")).isEqualTo("[]\n");
    }

    @Test
    void check_help_says_what_a_check_cannot_promise() {
        assertThat(cost.done("check", "--help"))
                .contains("--key=KEY")
                .containsPattern("An answer that is lost on its way cannot be had\\s+again");
    }

    @Test
    void reset_arms_them_again() {
        cost.done("check");
        assertThat(cost.done("reset-alerts")).isEqualTo("armed the alerts of 1 budget\n");
        assertThat(cost.json("check")).isEqualTo("[" + alert("0.5") + "," + alert("0.8") + "]\n");
        assertThat(cost.json("reset-alerts")).isEqualTo("{\"budgets\":1}\n");
    }

    @Test
    void check_as_table_and_csv() {
        assertThat(cost.done("check"))
                .contains(
                        "       50% | Budget 'daily_llm' has reached 85% utilization ($85.00/$100.00) | 2026-05-15T00:00:00Z\n")
                .contains("       80% | ");
        cost.done("reset-alerts");
        assertThat(cost.done("check", "--format", "csv").lines().toList())
                .startsWith(
                        "budget_id,threshold,current_spend,budget_amount,utilization,message,period_start,timestamp,late",
                        "daily_llm,0.5,85,100,0.85,Budget 'daily_llm' has reached 85% utilization ($85.00/$100.00),"
                                + "2026-05-15T00:00:00Z,2026-05-15T10:00:00Z,false")
                .hasSize(3);
    }

    @Test
    void a_late_alert_says_so() {
        cost.done("check");
        cost.now = cost.now.plusSeconds(86_400);
        cost.done("record", "10", "--at", "2026-05-15T23:00:00Z");
        assertThat(cost.done("check")).contains(" 90% ").contains(" 2026-05-15T00:00:00Z (late)\n");
    }
}
