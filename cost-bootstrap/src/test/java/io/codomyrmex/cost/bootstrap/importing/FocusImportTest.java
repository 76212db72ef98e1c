package io.codomyrmex.cost.bootstrap.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.input.InvalidInputException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FocusImportTest {

    private static final String HEADER =
            "BilledCost,BillingCurrency,ChargePeriodStart,ChargeDescription,ResourceId,Tags\n";

    @TempDir
    Path folder;

    private Imports imports;

    @BeforeEach
    void open() {
        imports = new Imports(folder);
    }

    @Test
    void every_form_of_null_date_and_number_is_read() {
        ImportReport report = imports.fixture("focus_lenient.csv", ImportFormat.FOCUS);
        assertThat(imports.problems.messages()).isEmpty();
        assertThat(report).isEqualTo(new ImportReport(6, 6, 0, 0, new BigDecimal("101.373457039012345678")));
        assertThat(imports.entries())
                .extracting(
                        CostEntry::amount,
                        CostEntry::category,
                        e -> e.timestamp().toString())
                .containsExactlyInAnyOrder(
                        row("1.5", CostCategory.COMPUTE, "2024-09-01T00:00:00Z"),
                        row("0.00000025", CostCategory.STORAGE, "2024-09-01T00:00:00Z"),
                        row("-0.25", CostCategory.NETWORK, "2024-09-01T00:30:00Z"),
                        row("100", CostCategory.LLM_INFERENCE, "2024-09-02T00:00:00Z"),
                        row("0.123456789012345678", CostCategory.OTHER, "2024-09-02T12:00:00Z"),
                        row("0", CostCategory.OTHER, "2024-09-03T00:00:00.123456Z"));
    }

    private static Tuple row(String amount, CostCategory category, String timestamp) {
        return tuple(new BigDecimal(amount), category, timestamp);
    }

    @Test
    void tags_keep_their_keys_and_the_spelling_of_their_values_and_columns_become_tags() {
        imports.fixture("focus_lenient.csv", ImportFormat.FOCUS);
        CostEntry entry = imports.described("Compute, \"large\"");
        assertThat(entry.resourceId()).isEqualTo("vm-1");
        assertThat(entry.tags())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("team", "search"),
                        Map.entry(" org", "trey"),
                        Map.entry("size", "1.50"),
                        Map.entry("big", "1e3"),
                        Map.entry("spot", "true"),
                        Map.entry("owner", ""),
                        Map.entry("focus/provider", "Cloudy"),
                        Map.entry("focus/service", "Machines"),
                        Map.entry("focus/service_category", "Compute"),
                        Map.entry("focus/charge_category", "Usage"),
                        Map.entry("focus/sub_account", "acc-1"),
                        Map.entry("focus/region", "eu-1")));
        CostEntry bare = imports.entries().get(5);
        assertThat(bare.tags()).isEmpty();
        assertThat(bare.resourceId()).isEmpty();
        assertThat(bare.id()).matches("focus_[0-9a-f]{40}");
        assertThat(imports.described("two\nlines").resourceId()).isEqualTo("gpu-1");
    }

    @Test
    void a_row_with_a_dollar_sign_is_reported_and_the_others_go_in() {
        ImportReport report = imports.fixture("focus_bad_rows.csv", ImportFormat.FOCUS);
        assertThat(report).isEqualTo(new ImportReport(19, 3, 0, 16, new BigDecimal("15")));
        assertThat(imports.problems.messages())
                .containsExactly(
                        "line 3: BilledCost '$10,000.00 ' must be a decimal number, like 12.50",
                        "line 4: BilledCost 'NULL' must be given",
                        "line 5: BillingCurrency 'EUR' must be the ledger's currency, USD",
                        "line 6: BillingCurrency '' must be the ledger's currency, USD",
                        "line 7: ChargePeriodStart '4/1/25' must be a date with time, like 2024-09-01T00:00:00Z or"
                                + " 2024-09-01 00:00:00",
                        "line 8: ChargePeriodStart '2024-02-30 00:00:00' must be a date with time, like"
                                + " 2024-09-01T00:00:00Z or 2024-09-01 00:00:00",
                        "line 9: ChargePeriodStart '(null)' must be given",
                        "line 10: Tags 'a' must have text, a number, true, false or null as its value",
                        "line 11: Tags '{\"a\": ' must be JSON, goes wrong at column 7",
                        "line 12: Tags 'a' must not be a key twice",
                        "line 13: Tags 'focus/region' must not be a key: the column RegionId gives that tag",
                        "line 14: Tags '[]' must be a JSON object",
                        "line 15: row '4 fields' must have as many fields as the header, 5",
                        "line 16: row '7 fields' must have as many fields as the header, 5",
                        "line 19: BilledCost '123456789012345678901' must have at most 20 integer digits",
                        "line 20: ChargePeriodStart '1969-12-31T23:59:59Z' must lie from 1970-01-01 to before 9999-01-01"
                                + " (UTC)");
    }

    @Test
    void a_row_with_broken_quotes_is_reported_with_its_text_and_the_others_go_in() {
        ImportReport report = imports.fixture("focus_broken_quotes.csv", ImportFormat.FOCUS);
        assertThat(report).isEqualTo(new ImportReport(6, 3, 0, 3, new BigDecimal("11")));
        assertThat(imports.problems.all()).extracting(ImportProblem::line).containsExactly(3L, 5L, 7L);
        assertThat(imports.problems.all().get(0))
                .isEqualTo(new ImportProblem(
                        3,
                        "row",
                        "2,USD,2024-09-01 00:00:00,\"{\"team\": \"search\"}\"",
                        "must be CSV: quotes around whole fields only, and written twice within a quoted field"));
        assertThat(imports.problems.messages().get(2))
                .startsWith("line 7: row '5,USD,2024-09-01 00:00:00,\"{}' must be CSV");
    }

    @Test
    void broken_quotes_in_every_row_end_the_import() {
        String rows = "1,USD,2024-09-01 00:00:00,\"a\"b,,\n".repeat(101);
        assertThatThrownBy(() -> imports.focus(HEADER + "1,USD,2024-09-01 00:00:00,good,,\n" + rows))
                .isInstanceOfSatisfying(
                        ImportFailedException.class,
                        e -> assertThat(e.recorded()).isZero())
                .hasMessageEndingWith(
                        "more than 100 rows have broken quotes, the last one on line 103; 0 rows were recorded before");
    }

    @Test
    void what_the_ledger_refuses_is_reported_under_the_column_that_it_came_from() {
        String longText = "x".repeat(4001);
        imports.focus("BilledCost,BillingCurrency,ChargePeriodStart,ChargeDescription,ResourceId,Tags,RegionId\n"
                + "1,USD,2024-09-01 00:00:00," + longText + ",,,\n"
                + "1,USD,2024-09-01 00:00:00,," + longText + ",,\n"
                + "1,USD,2024-09-01 00:00:00,,,\"{\"\"\"\": 1}\",\n"
                + "1,USD,2024-09-01 00:00:00,,,\"{\"\"a\\nb\"\": \"\"" + longText + "\"\"}\",\n"
                + "1,USD,2024-09-01 00:00:00,,,," + longText + "\n"
                + "1,USD,9999-09-01 00:00:00,,,,\n"
                + "1,USD,2024-09-01 00:00:00,nul \0,,,\n");
        assertThat(imports.problems.all())
                .extracting(ImportProblem::column)
                .containsExactly(
                        "ChargeDescription",
                        "ResourceId",
                        "Tags",
                        "Tags",
                        "RegionId",
                        "ChargePeriodStart",
                        "ChargeDescription");
        assertThat(imports.problems.messages())
                .allMatch(message -> message.lines().count() == 1);
    }

    @Test
    void a_missing_column_and_a_repeated_one_are_named() {
        for (String column : List.of("BilledCost", "BillingCurrency", "ChargePeriodStart")) {
            String header = HEADER.replace(column, "x_Other");
            assertThatThrownBy(() -> imports.focus(header))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageEndingWith("must have a column " + column);
        }
        assertThatThrownBy(() -> imports.focus("Tags," + HEADER))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("must not have the column 'Tags' twice");
    }

    @Test
    void an_amount_with_a_huge_exponent_costs_no_memory() {
        ImportReport report = imports.focus(HEADER
                + "1e-2147483647,USD,2024-09-01 00:00:00,tiny,,\n"
                + "1e2147483647,USD,2024-09-01 00:00:00,huge,,\n"
                + "1e-2147483649,USD,2024-09-01 00:00:00,no number,,\n");
        assertThat(imports.described("tiny").amount()).isZero();
        assertThat(report.rejected()).isEqualTo(2);
    }

    @Test
    void rows_beyond_one_batch_are_all_read_and_problems_come_in_order() {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 1; i <= 12_001; i++) {
            String amount = i % 4000 == 0 ? "x" : "0.01";
            text.append(amount).append(",USD,2024-09-01 00:00:00,row ").append(i);
            text.append(i % 4000 == 1 ? ",".repeat(2000) : ",,").append('\n');
        }
        ImportReport report = imports.focus(text.toString());
        assertThat(report).isEqualTo(new ImportReport(12_001, 11_994, 0, 7, new BigDecimal("119.94")));
        assertThat(imports.problems.all())
                .extracting(ImportProblem::line)
                .containsExactly(2L, 4001L, 4002L, 8001L, 8002L, 12_001L, 12_002L);
    }

    @Test
    void a_byte_order_mark_and_compression_change_nothing() {
        byte[] plain = Imports.fixture("focus_lenient.csv");
        byte[] marked = ("\uFEFF" + new String(plain, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        byte[] windows = new String(plain, StandardCharsets.UTF_8)
                .replace("\n", "\r\n")
                .replace("two\r\nlines", "two\nlines")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(imports.fixture("focus_lenient.csv", ImportFormat.FOCUS).recorded())
                .isEqualTo(6);
        for (byte[] bytes : Arrays.asList(marked, windows, Imports.gzip(plain), Imports.gzip(marked))) {
            ImportReport report = imports.run(imports.file("again.csv", bytes), ImportFormat.FOCUS, CostColumn.BILLED);
            assertThat(report.duplicates()).isEqualTo(6);
        }
    }

    @Test
    void dates_without_a_zone_are_utc() {
        assertThat(FocusTime.parse("c", "2024-09-01T10:00:00")).isEqualTo(Instant.parse("2024-09-01T10:00:00Z"));
        assertThat(FocusTime.parse("c", "2024-09-01 10:00:00.5-0330"))
                .isEqualTo(Instant.parse("2024-09-01T13:30:00.5Z"));
        assertThat(FocusTime.parse("c", "2024-09-01t10:00z")).isEqualTo(Instant.parse("2024-09-01T10:00:00Z"));
    }
}
