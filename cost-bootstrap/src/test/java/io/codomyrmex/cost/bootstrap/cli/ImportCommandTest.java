package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:00:00Z");

    @TempDir
    private Path folder;

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void the_same_file_again_records_nothing_twice() throws IOException {
        String file = file(
                "costs.csv", "amount,timestamp,tag:team\n1.5,2026-05-01T00:00:00Z,a\n-0.5,2026-05-02T00:00:00Z,b\n");
        assertThat(cost.json("import", file))
                .isEqualTo("{\"read\":2,\"recorded\":2,\"duplicates\":0,\"rejected\":0,\"total\":\"1\"}\n");
        assertThat(cost.json("import", file))
                .isEqualTo("{\"read\":2,\"recorded\":0,\"duplicates\":2,\"rejected\":0,\"total\":\"0\"}\n");
        assertThat(cost.done("import", file, "--format", "csv"))
                .isEqualTo("read,recorded,duplicates,rejected,total\n2,0,2,0,0\n");
        assertThat(cost.done("import", file))
                .isEqualTo("2 read: 0 recorded, 2 duplicates, 0 rejected; 0.00 USD recorded\n");
    }

    @Test
    void the_format_may_be_named() throws IOException {
        String file = file("costs.txt", "{\"amount\":\"2\",\"timestamp\":\"2026-05-01T00:00:00Z\"}\n");
        assertThat(cost.json("import", file, "--as", "ndjson")).contains("\"recorded\":1");
    }

    @Test
    void a_focus_file_is_imported_by_the_cost_that_is_asked_for() throws IOException {
        String file = file(
                "focus.csv",
                "BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,ChargePeriodStart\n"
                        + "1,2,3,4,USD,2026-05-01T00:00:00Z\n");
        assertThat(cost.json("import", file)).endsWith("\"total\":\"1\"}\n");
        assertThat(new CommandLineRun("2026-05-15T10:00:00Z").json("import", file, "--cost", "effective"))
                .endsWith("\"total\":\"2\"}\n");
    }

    @Test
    void a_bad_row_is_named_and_the_others_are_recorded() throws IOException {
        String file = file("costs.csv", "amount,timestamp\n1,2026-05-01T00:00:00Z\nx,2026-05-01T00:00:00Z\n");
        CommandLineRun.Result result = cost.run("import", file, "--format", "json");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .isEqualTo("{\"read\":2,\"recorded\":1,\"duplicates\":0,\"rejected\":1,\"total\":\"1\"}\n");
        assertThat(result.err()).isEqualTo("error: line 3: amount 'x' must be a decimal number, like 12.50\n");
    }

    @Test
    void of_many_bad_rows_the_first_hundred_are_named_and_the_others_counted() throws IOException {
        String file = file("costs.csv", "amount,timestamp\n" + "x,2026-05-01T00:00:00Z\n".repeat(123));
        CommandLineRun.Result result = cost.run("import", file, "--format", "json");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errLines()).hasSize(101).last().isEqualTo("error: 23 more rows were rejected");
        assertThat(result.out()).contains("\"read\":123,\"recorded\":0,\"duplicates\":0,\"rejected\":123");
    }
}
