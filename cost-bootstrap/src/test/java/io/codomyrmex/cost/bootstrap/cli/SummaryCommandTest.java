package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.bootstrap.cli.view.Bars;
import java.nio.charset.Charset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SummaryCommandTest {

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:30:00Z");

    @BeforeEach
    void record() {
        cost.done("record", "10.25", "--resource", "gpt-4o", "--tag", "team=search", "--at", "2026-05-15T10:00:00Z");
        cost.done("record", "-0.25", "--resource", "gpt-4o", "--tag", "team=ads", "--at", "2026-05-14");
        cost.done("record", "5", "--category", "compute", "--tag", "team=search", "--at", "2026-04-30T23:30:00Z");
    }

    @Test
    void summary_of_all_time_as_json() {
        assertThat(cost.json("summary"))
                .isEqualTo("{\"total\":\"15\",\"entry_count\":3,\"period_start\":null,\"period_end\":null,"
                        + "\"by_category\":{\"llm_inference\":\"10\",\"compute\":\"5\"},\"by_resource\":{\"gpt-4o\":\"10\"},"
                        + "\"by_tag\":{\"team\":{\"ads\":\"-0.25\",\"search\":\"15.25\"}}}\n");
    }

    @Test
    void summary_of_a_period_lies_in_the_zone() {
        assertThat(cost.json("summary", "--period", "monthly"))
                .startsWith("{\"total\":\"10\",\"entry_count\":2,\"period_start\":\"2026-05-01T00:00:00Z\","
                        + "\"period_end\":\"2026-06-01T00:00:00Z\",");
        assertThat(cost.json("summary", "--period", "monthly", "--zone", "Europe/Berlin"))
                .startsWith("{\"total\":\"15\",\"entry_count\":3,\"period_start\":\"2026-04-30T22:00:00Z\",");
        assertThat(cost.json("summary", "--period", "hourly")).startsWith("{\"total\":\"10.25\",");
    }

    @Test
    void summary_of_a_range_and_filters() {
        assertThat(cost.json("summary", "--from", "2026-05-01", "--to", "2026-05-15"))
                .startsWith("{\"total\":\"-0.25\",\"entry_count\":1,\"period_start\":\"2026-05-01T00:00:00Z\","
                        + "\"period_end\":\"2026-05-15T00:00:00Z\",");
        assertThat(cost.json("summary", "--to", "2026-05-01"))
                .startsWith("{\"total\":\"5\",\"entry_count\":1,\"period_start\":null,");
        assertThat(cost.json("summary", "--category", "compute", "--tag", "team=search"))
                .startsWith("{\"total\":\"5\",");
        assertThat(cost.json("summary", "--resource", "gpt-4o", "--tag", "team=ads"))
                .startsWith("{\"total\":\"-0.25\",");
        assertThat(cost.json("summary", "--resource", "nothing")).startsWith("{\"total\":\"0\",\"entry_count\":0,");
    }

    @Test
    void summary_as_csv() {
        assertThat(cost.done("summary", "--format", "csv")).isEqualTo("""
                        group,name,amount
                        total,,15
                        category,llm_inference,10
                        category,compute,5
                        resource,gpt-4o,10
                        tag:team,ads,-0.25
                        tag:team,search,15.25
                        """);
    }

    @Test
    void summary_as_tables_with_bars_and_aligned_amounts() {
        String block = Bars.of(Charset.defaultCharset()).blocks() ? "█" : "#";
        assertThat(cost.done("summary", "--tag", "team=search")).isEqualTo("""
                        total    15.25 USD
                        entries  2
                        period   all time

                         category      | amount |
                        ---------------+--------+--------------------------
                         llm_inference |  10.25 | FULL
                         compute       |   5.00 | HALF

                         resource | amount |
                        ----------+--------+--------------------------
                         gpt-4o   |  10.25 | FULL

                         tag team | amount |
                        ----------+--------+--------------------------
                         search   |  15.25 | FULL
                        """.replace("FULL", block.repeat(24))
                .replace("HALF", block.equals("#") ? "#".repeat(12) : "█".repeat(11) + "▊"));
        assertThat(cost.done("summary"))
                .contains(" ads      |  -0.25 | " + (block.equals("#") ? "-" : "░") + "\n")
                .contains(" search   |  15.25 | ");
    }

    @Test
    void a_large_credit_is_among_the_largest_and_has_a_bar() {
        for (int i = 1; i <= 17; i++) {
            cost.done("record", Integer.toString(i), "--resource", "r" + i);
        }
        cost.done("record", "-150", "--resource", "credit");
        String fill = Bars.of(Charset.defaultCharset()).blocks() ? "░" : "-";

        assertThat(cost.done("summary")).contains(" credit   | -150.00 | " + fill.repeat(24) + "\n");
        assertThat(cost.done("series", "--by", "resource")).contains(" credit ").contains(fill.repeat(24) + "\n");
    }

    @Test
    void of_many_resources_a_table_shows_the_largest() {
        for (int i = 1; i <= 17; i++) {
            cost.done("record", Integer.toString(i), "--resource", "r" + i);
        }
        assertThat(cost.done("summary"))
                .contains(" r17 ")
                .doesNotContain(" r1 ")
                .contains(" and 3 more: see --format csv\n");
    }
}
