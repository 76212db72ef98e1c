package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CSV of every command, where texts look like formulas. */
class CsvFormatTest {

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:00:00Z");

    @TempDir
    private Path folder;

    private String csv(String... args) {
        String[] all = new String[args.length + 2];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--format";
        all[args.length + 1] = "csv";
        return cost.done(all);
    }

    @Test
    void no_command_writes_a_cell_that_is_a_formula() {
        cost.done("budget", "create", "=now()", "10", "monthly", "--id", "=b");
        assertThat(csv("record", "9", "--id", "=e", "--description", "@sum", "--resource", "+r", "--tag", "k==v"))
                .contains("\n'=e,9,")
                .contains(",'@sum,'+r,");
        cost.done("record", "-1.5", "--resource", "plain");

        assertThat(csv("summary"))
                .contains("\ntotal,,7.5\n", "\nresource,'+r,9\n", "\nresource,plain,-1.5\n", ",'=v,9\n");
        assertThat(csv("series", "--by", "resource")).contains(",'+r,9\n", ",plain,-1.5\n");
        assertThat(csv("budget", "list")).contains("\n'=b,'=now(),10,");
        assertThat(csv("budget", "show", "=b")).contains("\n'=b,'=now(),10,");
        assertThat(csv("can-spend", "1")).contains("\ntrue,'=b,10,");
        assertThat(csv("check")).contains("\n'=b,0.5,");
        assertThat(csv("reserve", "1", "--id", "@h")).contains("\n'@h,");
        assertThat(csv("token", "create", "=t", "--role", "read")).contains(",'=t,");
        assertThat(csv("token", "list")).contains(",'=t,");
        assertThat(csv("budget", "delete", "=b")).contains("\n'=b,");
    }

    @Test
    void an_entry_whose_id_looks_like_a_formula_counts_once_after_its_export() throws Exception {
        cost.done(
                "import",
                Files.writeString(
                                folder.resolve("in.ndjson"),
                                "{\"id\":\"-a\",\"amount\":\"-5\",\"timestamp\":\"2026-05-01T00:00:00Z\"}\n")
                        .toString());
        String exported = cost.done("export", "--as", "csv");
        assertThat(exported).contains("\n'-a,-5,");

        Path file = Files.writeString(folder.resolve("out.csv"), exported);
        assertThat(cost.done("import", file.toString())).startsWith("1 read: 0 recorded, 1 duplicates");
        assertThat(cost.json("summary")).startsWith("{\"total\":\"-5\",\"entry_count\":1,");
    }
}
