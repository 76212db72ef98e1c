package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeriesCommandTest {

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:30:00Z");

    @BeforeEach
    void record() {
        cost.done("record", "10", "--tag", "team=search", "--at", "2026-05-15T10:00:00Z");
        cost.done("record", "5", "--category", "compute", "--at", "2026-05-13T23:30:00Z");
    }

    @Test
    void series_by_day_as_json_has_a_point_for_each_step() {
        assertThat(cost.json("series", "--from", "2026-05-13", "--to", "2026-05-15T12:00:00Z", "--by", "category"))
                .isEqualTo("{\"points\":["
                        + "{\"period_start\":\"2026-05-13T00:00:00Z\",\"period_end\":\"2026-05-14T00:00:00Z\","
                        + "\"total\":\"5\",\"by_group\":{\"compute\":\"5\"}},"
                        + "{\"period_start\":\"2026-05-14T00:00:00Z\",\"period_end\":\"2026-05-15T00:00:00Z\","
                        + "\"total\":\"0\",\"by_group\":{}},"
                        + "{\"period_start\":\"2026-05-15T00:00:00Z\",\"period_end\":\"2026-05-15T12:00:00Z\","
                        + "\"total\":\"10\",\"by_group\":{\"llm_inference\":\"10\"}}]}\n");
    }

    @Test
    void series_in_a_zone_as_csv() {
        assertThat(cost.done(
                        "series",
                        "--from",
                        "2026-05-14",
                        "--to",
                        "2026-05-16",
                        "--by",
                        "tag:team",
                        "--zone",
                        "Europe/Berlin",
                        "--format",
                        "csv"))
                .isEqualTo("""
                        period_start,period_end,group,amount
                        2026-05-13T22:00:00Z,2026-05-14T22:00:00Z,,5
                        2026-05-14T22:00:00Z,2026-05-15T22:00:00Z,search,10
                        """);
    }

    @Test
    void series_without_a_range_ends_with_the_current_step() {
        assertThat(points("--step", "hourly")).hasSize(24).last().asString().contains("2026-05-15T10:00:00Z");
        assertThat(points("--step", "daily")).hasSize(30).first().asString().contains("2026-04-16T00:00:00Z");
        assertThat(points("--step", "weekly")).hasSize(12).last().asString().contains("2026-05-11T00:00:00Z");
        assertThat(points("--step", "monthly")).hasSize(12).first().asString().contains("2025-06-01T00:00:00Z");
    }

    private java.util.List<String> points(String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "series";
        System.arraycopy(options, 0, args, 1, options.length);
        args[args.length - 2] = "--format";
        args[args.length - 1] = "csv";
        return cost.done(args).lines().skip(1).toList();
    }

    @Test
    void series_as_a_table_leaves_no_step_out() {
        assertThat(cost.done("series", "--from", "2026-05-14", "--to", "2026-05-16", "--category", "llm_inference"))
                .contains(" 2026-05-14T00:00:00Z |       |   0.00 |\n")
                .contains(" 2026-05-15T00:00:00Z |       |  10.00 | ");
    }
}
