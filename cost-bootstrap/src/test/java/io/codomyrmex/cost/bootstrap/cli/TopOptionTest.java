package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Breakdowns limited to their largest groups, on the command line. */
class TopOptionTest {

    private final CommandLineRun cost = new CommandLineRun("2026-05-02T12:00:00Z");

    @BeforeEach
    void load() {
        cost.done("record", "-150", "--resource", "credit", "--tag", "k=x", "--at", "2026-05-01");
        cost.done("record", "9", "--resource", "a", "--tag", "k=y", "--at", "2026-05-01");
        cost.done("record", "8", "--resource", "b", "--at", "2026-05-02");
        cost.done("record", "0.5", "--resource", "c", "--at", "2026-05-02");
    }

    @Test
    void a_summary_shows_the_largest_and_the_others_as_one_figure() {
        assertThat(cost.done("summary", "--top", "2"))
                .contains(" credit   | -150.00 |", " a        |    9.00 |", " and 2 more: 8.50\n")
                .doesNotContain(" b  ");
        assertThat(cost.done("summary", "--top", "2", "--format", "csv")).isEqualTo("""
                        group,name,amount,rest_groups
                        total,,-132.5,
                        category,llm_inference,-132.5,
                        resource,a,9,
                        resource,credit,-150,
                        tag:k,x,-150,
                        tag:k,y,9,
                        category,,0,0
                        resource,,8.5,2
                        tag:k,,0,0
                        """);
        assertThat(cost.json("summary", "--top", "2")).contains("\"by_resource\":{\"amount\":\"8.5\",\"groups\":2}");
    }

    @Test
    void a_series_shows_the_largest_of_the_range_and_the_rest_of_each_step() {
        String[] asked = {"series", "--from", "2026-05-01", "--to", "2026-05-03", "--by", "resource", "--top", "1"};
        assertThat(cost.done(asked))
                .contains("| credit   | -150.00 |", "| (3 more) |    9.00 |", "| (3 more) |    8.50 |");
        String[] csv = Arrays.copyOf(asked, asked.length + 2);
        csv[asked.length] = "--format";
        csv[asked.length + 1] = "csv";
        assertThat(cost.done(csv)).isEqualTo("""
                        period_start,period_end,group,amount,rest_groups
                        2026-05-01T00:00:00Z,2026-05-02T00:00:00Z,credit,-150,
                        2026-05-01T00:00:00Z,2026-05-02T00:00:00Z,,9,3
                        2026-05-02T00:00:00Z,2026-05-03T00:00:00Z,,0,
                        2026-05-02T00:00:00Z,2026-05-03T00:00:00Z,,8.5,3
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "99999999999", "ten", "1.5"})
    void a_top_that_is_no_such_number_is_refused(String top) {
        for (String command : new String[] {"summary", "series"}) {
            CommandLineRun.Result result = cost.run(command, "--top=" + top);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("top '" + top + "' must be a whole number from 1 to 1000");
        }
    }
}
