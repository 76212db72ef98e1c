package io.codomyrmex.cost.bootstrap.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.entry.CostEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Byte order marks: before a file, a header or a row they are left out; within a row they are data. */
class ByteOrderMarkTest {

    private static final String AT = "2026-05-15T12:00:00Z";

    @TempDir
    private Path folder;

    private Imports imports;

    @BeforeEach
    void open() {
        imports = new Imports(folder);
    }

    private List<String> resources() {
        return imports.entries().stream().map(CostEntry::resourceId).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resource_id,amount,timestamp\n^r,1,AT\n",
                "^resource_id,amount,timestamp\r\n^r,1,AT\r\n",
                "^^\"resource_id\",amount,timestamp\n^\n^^\"r\",1,AT\n",
                "^resource_id,amount,timestamp\n\n^r,1,AT",
            })
    void one_before_a_header_or_a_row_of_csv_is_left_out(String text) {
        String marked = text.replace('^', '\uFEFF').replace("AT", AT);
        imports.csv(marked);
        assertThat(resources()).containsExactly("r");

        ImportReport again = imports.run(
                imports.file("again.csv.gz", Imports.gzip(marked.getBytes(StandardCharsets.UTF_8))),
                ImportFormat.CSV,
                CostColumn.BILLED);
        assertThat(again.duplicates()).isEqualTo(1);
    }

    @Test
    void one_before_a_row_of_a_bill_is_left_out() {
        imports.focus("ResourceId,BilledCost,BillingCurrency,ChargePeriodStart\n\uFEFFr,1,USD," + AT
                + "\n\uFEFFs,2,USD," + AT + "\n");
        assertThat(resources()).containsExactlyInAnyOrder("r", "s");
        assertThat(imports.focus("ResourceId,BilledCost,BillingCurrency,ChargePeriodStart\nr,1,USD," + AT + "\n")
                        .duplicates())
                .isEqualTo(1);
    }

    @Test
    void one_before_a_line_of_ndjson_is_left_out() {
        String line = "{\"resource_id\":\"r\",\"amount\":1,\"timestamp\":\"" + AT + "\"}\n";
        ImportReport report = imports.ndjson("\uFEFF" + line + "\uFEFF\n\uFEFF" + line);
        assertThat(report.rejected()).isZero();
        assertThat(resources()).containsExactly("r", "r");
    }

    @Test
    void one_within_a_row_is_data() {
        imports.csv("resource_id,description,amount,timestamp\n\"\uFEFFr\",\uFEFFd,1," + AT
                + "\n\"a\n\uFEFFb\",\"c\"\"\n\uFEFFd\",1," + AT + "\nx\"\uFEFF,\uFEFF,1," + AT + "\n");
        assertThat(resources()).containsExactlyInAnyOrder("\uFEFFr", "a\n\uFEFFb", "x\"\uFEFF");
        assertThat(imports.entries())
                .extracting(CostEntry::description)
                .containsExactlyInAnyOrder("\uFEFFd", "c\"\n\uFEFFd", "\uFEFF");
    }
}
