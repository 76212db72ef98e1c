package io.codomyrmex.cost.bootstrap.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.input.InvalidInputException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryImportTest {

    private static final String NOON = "\"timestamp\": \"2026-03-01T12:00:00Z\"";

    @TempDir
    Path folder;

    private Imports imports;

    @BeforeEach
    void open() {
        imports = new Imports(folder);
    }

    @Test
    void entries_as_ndjson_are_read_and_each_bad_line_is_named() {
        ImportReport report = imports.fixture("entries.ndjson", ImportFormat.NDJSON);
        assertThat(report).isEqualTo(new ImportReport(13, 3, 0, 10, new BigDecimal("0.6421")));
        assertThat(imports.problems.messages())
                .containsExactly(
                        "line 5: field 'colour' is not one of id, amount, category, description, resource_id, tags, metadata,"
                                + " timestamp",
                        "line 6: field 'amount' must not be given twice",
                        "line 7: timestamp null must be given",
                        "line 8: amount null must be given",
                        "line 9: timestamp '2026-03-01T12:00:00' must be ISO 8601 with Z or an offset, like"
                                + " 2026-03-01T12:00:00Z",
                        "line 10: currency 'EUR' must be the ledger's currency, USD",
                        "line 11: row '{\"amount\": \"1\", \"timestamp\": \"2026-03-01T12:00:00Z\"' must be JSON, goes wrong at"
                                + " column 52",
                        "line 12: entry '[1]' must be a JSON object",
                        "line 13: id 'call-1' is taken by other content: stored amount 0.0421 at 2026-03-01T12:00:00Z",
                        "line 14: tags '' must not be empty");
        CostEntry entry = imports.described("one");
        assertThat(entry.id()).isEqualTo("call-1");
        assertThat(entry.category()).isEqualTo(CostCategory.LLM_EMBEDDING);
        assertThat(entry.metadata()).containsEntry("tokens", new BigDecimal("12.5"));
    }

    @Test
    void the_id_of_an_entry_follows_from_its_content_however_it_is_spelled() {
        ImportReport first =
                imports.ndjson("{\"amount\": 1.50, " + NOON + ", \"tags\": {\"a\": \"1\", \"b\": \"2\"}}\n");
        ImportReport again = imports.ndjson(
                "{\"tags\": {\"b\": \"2\", \"a\": \"1\"}, \"amount\": \"15e-1\","
                        + " \"timestamp\": \"2026-03-01T14:00:00+0200\", \"category\": \"LLM_Inference\", \"description\": null}");
        assertThat(first.recorded()).isEqualTo(1);
        assertThat(again.duplicates()).isEqualTo(1);
        assertThat(imports.entries().get(0).id()).matches("ndjson_[0-9a-f]{40}");
    }

    @Test
    void equal_lines_without_an_id_are_all_recorded_once() {
        String line = "{\"amount\": 1, " + NOON + "}\n";
        assertThat(imports.ndjson(line + line).recorded()).isEqualTo(2);
        assertThat(imports.ndjson(line + "\r\n" + line).duplicates()).isEqualTo(2);
    }

    @Test
    void what_was_written_as_json_comes_back_as_the_same_entry() {
        imports.fixture("entries.ndjson", ImportFormat.NDJSON);
        String written = imports.entries().stream()
                .map(entry -> CostJson.text(CostJson.entry(entry)))
                .collect(Collectors.joining("\n"));
        Imports copy = new Imports(folder);
        assertThat(copy.ndjson(written).recorded()).isEqualTo(3);
        assertThat(copy.entries()).isEqualTo(imports.entries());
    }

    @Test
    void a_line_without_end_is_cut_and_refused() {
        String endless = "{\"description\": \"" + "x".repeat(LineReader.MAX * 2);
        ImportReport report = imports.ndjson(endless + "\n{\"amount\": 1, " + NOON + "}\n");
        assertThat(report).isEqualTo(new ImportReport(2, 1, 0, 1, BigDecimal.ONE));
        assertThat(imports.problems.messages().get(0)).endsWith("must have at most 1048576 characters");
    }

    @Test
    void entries_as_csv_are_read() {
        ImportReport report = imports.fixture("entries.csv", ImportFormat.CSV);
        assertThat(imports.problems.messages()).isEmpty();
        assertThat(report).isEqualTo(new ImportReport(3, 3, 0, 0, new BigDecimal("0.0441")));
        assertThat(imports.entries())
                .first()
                .isEqualTo(new CostEntry(
                        "call-1",
                        new BigDecimal("0.0421"),
                        CostCategory.LLM_EMBEDDING,
                        "one",
                        "gpt",
                        Map.of("x", "1", "team", "search"),
                        Map.of("tokens", new BigDecimal("12.5")),
                        Instant.parse("2026-03-01T12:00:00Z")));
        CostEntry derived = imports.entries().get(1);
        assertThat(derived.id()).matches("csv_[0-9a-f]{40}");
        assertThat(derived.category()).isEqualTo(CostCategory.LLM_INFERENCE);
        assertThat(derived.tags()).isEqualTo(Map.of("team", "search", "env", "prod"));
        assertThat(imports.fixture("entries.csv", ImportFormat.CSV).duplicates())
                .isEqualTo(3);
    }

    @Test
    void bad_cells_of_entries_are_named() {
        imports.csv("amount,timestamp,currency,category,metadata,tags,tag:a\n"
                + ",2026-03-01T12:00:00Z,,,,,\n"
                + "1,,,,,,\n"
                + "1,2026-03-01 12:00:00,,,,,\n"
                + "1,2026-03-01T12:00:00Z,EUR,,,,\n"
                + "1,2026-03-01T12:00:00Z,,fun,,,\n"
                + "1,2026-03-01T12:00:00Z,,,[],,\n"
                + "1,2026-03-01T12:00:00Z,,,,\"{\"\"a\"\": 1}\",2\n"
                + "1,2026-03-01T12:00:00Z,,,,," + "x".repeat(3000) + "\n"
                + "1,2026-03-01T12:00:00Z,,,\"{\"\"n\"\": 1e999}\",,\n");
        assertThat(imports.problems.all())
                .extracting(ImportProblem::column)
                .containsExactly(
                        "amount",
                        "timestamp",
                        "timestamp",
                        "currency",
                        "category",
                        "metadata",
                        "tag:a",
                        "tag:a",
                        "metadata");
    }

    @Test
    void a_column_that_no_entry_has_or_that_is_missing_is_named() {
        assertThatThrownBy(() -> imports.csv("amount,timestamp,colour\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must not have a column 'colour', only id, amount");
        assertThatThrownBy(() -> imports.csv("amount,id\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("must have a column timestamp");
    }
}
