package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void what_is_exported_is_imported_again_to_the_last_digit() throws Exception {
        String lines = IntStream.range(0, 12_001)
                .mapToObj(i -> "{\"id\":\"e" + i + "\",\"amount\":\"0.000000000000000001\",\"timestamp\":\"2026-05-0"
                        + (1 + i % 9) + "T00:00:00Z\",\"tags\":{\"n\":\"" + i % 3
                        + "\"},\"metadata\":{\"x\":[1.50,null]}}")
                .collect(Collectors.joining("\n"));
        cost.done(
                "import", Files.writeString(folder.resolve("in.ndjson"), lines).toString());

        String exported = cost.done("export");

        assertThat(exported.lines()).hasSize(12_001);
        CommandLineRun other = new CommandLineRun("2026-06-01T00:00:00Z");
        other.done(
                "import",
                Files.writeString(folder.resolve("out.ndjson"), exported).toString());
        assertThat(other.done("export")).isEqualTo(exported);
        assertThat(other.json("summary")).isEqualTo(cost.json("summary"));
    }

    @Test
    void it_is_filtered_and_as_csv_no_text_is_a_formula() {
        cost.done("record", "1", "--id", "a", "--description", "=1+1", "--at", "2026-05-02T00:00:00Z", "--tag", "t=x");
        cost.done("record", "2", "--id", "b", "--at", "2026-05-03T00:00:00Z");

        assertThat(cost.done("export", "--as", "csv", "--tag", "t=x"))
                .isEqualTo("id,amount,category,description,resource_id,tags,metadata,timestamp\r\n"
                        + "a,1,llm_inference,'=1+1,,\"{\"\"t\"\":\"\"x\"\"}\",{},2026-05-02T00:00:00Z\r\n");
        assertThat(cost.done("export", "--from", "2026-05-03")).hasLineCount(1).contains("\"id\":\"b\"");
        assertThat(cost.done("export", "--to", "2026-05-02")).isEmpty();
        assertThat(cost.run("export", "--as", "xml").err()).startsWith("error: as 'xml' must be ndjson or csv");
    }
}
