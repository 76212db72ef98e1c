package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags whose key holds an equals sign. */
class TagKeyTest {

    private static final String TAG = "cost\\=center=42";

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:00:00Z");

    @TempDir
    private Path folder;

    @BeforeEach
    void load() throws Exception {
        String line = "{\"amount\":\"9\",\"timestamp\":\"2026-05-15T09:00:00Z\",\"tags\":{\"cost=center\":\"42\"}}\n";
        cost.done("import", Files.writeString(folder.resolve("in.ndjson"), line).toString());
    }

    @Test
    void they_are_asked_for_recorded_and_exported() {
        assertThat(cost.json("summary", "--tag", TAG)).startsWith("{\"total\":\"9\",");
        cost.done("record", "1", "--tag", TAG, "--metadata", "a\\=b=c");
        assertThat(cost.json("summary", "--tag", TAG)).startsWith("{\"total\":\"10\",");
        assertThat(cost.done("export", "--tag", TAG)).hasLineCount(2).contains("\"metadata\":{\"a=b\":\"c\"}");
        assertThat(cost.done("series", "--by", "tag:cost=center", "--format", "csv"))
                .contains(",42,10\n");
    }

    @Test
    void a_budget_binds_them_and_shows_its_filter_as_it_is_written() {
        cost.done("budget", "create", "b", "10", "monthly", "--tag", TAG);
        assertThat(cost.done("budget", "list")).contains(" " + TAG + "\n");
        assertThat(cost.done("budget", "show", "b")).contains("covers     " + TAG + "\n");
        assertThat(cost.run("can-spend", "2", "--tag", TAG).code()).isEqualTo(3);
        assertThat(cost.run("reserve", "2", "--tag", TAG).code()).isEqualTo(3);
    }
}
