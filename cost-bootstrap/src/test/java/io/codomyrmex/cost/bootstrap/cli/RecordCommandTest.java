package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordCommandTest {

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:00:00Z");

    @Test
    void record_prints_the_stored_entry_as_json() {
        String json = cost.json(
                "record",
                "0.04210",
                "--id",
                "r1",
                "--category",
                "compute",
                "--description",
                "a \"b\"",
                "--resource",
                "vm",
                "--tag",
                "team=search",
                "--tag",
                "env=",
                "--metadata",
                "tokens=1200",
                "--metadata",
                "cached=true",
                "--metadata",
                "note=x=y",
                "--metadata",
                "quoted=\"5\"",
                "--metadata",
                "none=null",
                "--at",
                "2026-05-01T02:00+02:00");

        assertThat(json)
                .isEqualTo(
                        "{\"id\":\"r1\",\"amount\":\"0.0421\",\"category\":\"compute\",\"description\":\"a \\\"b\\\"\","
                                + "\"resource_id\":\"vm\",\"tags\":{\"env\":\"\",\"team\":\"search\"},\"metadata\":{\"cached\":true,"
                                + "\"none\":null,\"note\":\"x=y\",\"quoted\":\"5\",\"tokens\":1200},"
                                + "\"timestamp\":\"2026-05-01T00:00:00Z\",\"status\":\"recorded\"}\n");
    }

    @Test
    void record_takes_the_moment_and_an_id_of_its_own_when_none_is_given() {
        assertThat(cost.json("record", "1"))
                .matches("\\{\"id\":\"cost_[0-9a-z]{26}\",\"amount\":\"1\",\"category\":\"llm_inference\","
                        + "\"description\":\"\",\"resource_id\":\"\",\"tags\":\\{\\},\"metadata\":\\{\\},"
                        + "\"timestamp\":\"2026-05-15T10:00:00Z\",\"status\":\"recorded\"\\}\n");
    }

    @Test
    void a_credit_may_stand_without_a_separator() {
        assertThat(cost.done("record", "-1.50", "--id", "c"))
                .isEqualTo("recorded c: -1.50 USD, llm_inference, 2026-05-15T10:00:00Z\n");
        assertThat(cost.done("record", "--id", "d", "--", "-1.50")).startsWith("recorded d: -1.50 USD");
    }

    @Test
    void the_same_id_and_content_is_a_duplicate_even_later() {
        cost.done("record", "2", "--id", "r1");
        cost.now = cost.now.plusSeconds(60);

        assertThat(cost.done("record", "2.00", "--id", "r1"))
                .isEqualTo("duplicate of r1: 2.00 USD, llm_inference, 2026-05-15T10:00:00Z\n");
        assertThat(cost.json("summary")).startsWith("{\"total\":\"2\",\"entry_count\":1,");
    }

    @Test
    void the_same_id_with_other_content_is_refused() {
        cost.done("record", "2", "--id", "r1");

        CommandLineRun.Result result = cost.run("record", "3", "--id", "r1", "--format", "json");

        assertThat(result)
                .isEqualTo(new CommandLineRun.Result(
                        1,
                        "",
                        "error: id 'r1' is taken by other content: stored amount 2 at"
                                + " 2026-05-15T10:00:00Z, offered 3 at 2026-05-15T10:00:00Z\n"));
    }

    @Test
    void a_date_is_the_start_of_its_day_in_the_zone() {
        assertThat(cost.json("record", "1", "--id", "r", "--at", "2026-05-01", "--zone", "Europe/Berlin"))
                .contains("\"timestamp\":\"2026-04-30T22:00:00Z\"");
    }

    @Test
    void record_prints_csv_with_tags_and_metadata_as_json() {
        assertThat(cost.done("record", "1", "--id", "r", "--tag", "a=b,c", "--description", "x, y", "--format", "csv"))
                .isEqualTo("id,amount,category,description,resource_id,tags,metadata,timestamp,status\n"
                        + "r,1,llm_inference,\"x, y\",,\"{\"\"a\"\":\"\"b,c\"\"}\",{},2026-05-15T10:00:00Z,recorded\n");
    }

    @Test
    void an_argument_that_begins_with_an_at_sign_is_no_file() {
        assertThat(cost.json("record", "1", "--description", "@pom.xml")).contains("\"description\":\"@pom.xml\"");
    }

    @Test
    void a_line_never_carries_control_characters_to_the_terminal() {
        assertThat(cost.done("record", "1", "--id", "a\u202eb")).startsWith("recorded a\u202eb");
        assertThat(cost.run("record", "1\u001b[31m").err()).doesNotContain("\u001b");
    }
}
