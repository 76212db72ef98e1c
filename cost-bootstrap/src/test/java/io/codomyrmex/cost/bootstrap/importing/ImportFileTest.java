package io.codomyrmex.cost.bootstrap.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.input.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImportFileTest {

    @TempDir
    Path folder;

    private Imports imports;

    @BeforeEach
    void open() {
        imports = new Imports(folder);
    }

    @ParameterizedTest
    @EnumSource
    void a_missing_file_a_directory_and_an_empty_file_are_refused(ImportFormat format) {
        assertThatThrownBy(() -> imports.run(folder.resolve("none.csv"), format, CostColumn.BILLED))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("must exist");
        assertThatThrownBy(() -> imports.run(folder, format, CostColumn.BILLED))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("must be a file, not a directory");
        for (byte[] empty : new byte[][] {{}, {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, Imports.gzip(new byte[0])}) {
            Path file = imports.file("empty", empty);
            assertThatThrownBy(() -> imports.run(file, format, CostColumn.BILLED))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageEndingWith("must not be empty");
        }
    }

    @Test
    void a_csv_of_blank_lines_is_empty_and_a_header_with_broken_quotes_is_named() {
        assertThatThrownBy(() -> imports.csv("\n\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("must not be empty");
        assertThatThrownBy(() -> imports.csv("\"amount\"x,timestamp\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("must start with a header in well-formed CSV");
        assertThat(imports.csv("amount,timestamp\n").read()).isZero();
    }

    @Test
    void a_compressed_file_that_ends_too_early_says_how_much_was_recorded() {
        StringBuilder text = new StringBuilder();
        Random random = new Random(7);
        for (int i = 0; i < 12_000; i++) {
            text.append("{\"amount\": \"1\", \"timestamp\": \"2026-03-01T12:00:00Z\", \"description\": \"")
                    .append(random.nextLong())
                    .append("\"}\n");
        }
        byte[] whole = Imports.gzip(text.toString().getBytes(StandardCharsets.UTF_8));
        Path cut = imports.file("cut.ndjson.gz", Arrays.copyOf(whole, whole.length - 100));
        assertThatThrownBy(() -> imports.run(cut, ImportFormat.NDJSON, CostColumn.BILLED))
                .isInstanceOfSatisfying(
                        ImportFailedException.class,
                        e -> assertThat(e.recorded()).isEqualTo(10_000))
                .hasMessage("cannot read '" + cut
                        + "': the compressed data ends too early; 10000 rows were recorded before");
        Path healed = imports.file("cut.ndjson.gz", whole);
        ImportReport report = imports.run(healed, ImportFormat.NDJSON, CostColumn.BILLED);
        assertThat(report.recorded()).isEqualTo(2_000);
        assertThat(report.duplicates()).isEqualTo(10_000);
    }

    @Test
    void corrupt_compression_and_text_that_is_not_utf_8_end_the_import() {
        byte[] corrupt = Imports.gzip(Imports.fixture("focus_lenient.csv"));
        Arrays.fill(corrupt, 20, 40, (byte) 0x5a);
        Path zipped = imports.file("corrupt.csv.gz", corrupt);
        for (ImportFormat format : ImportFormat.values()) {
            assertThatThrownBy(() -> imports.run(zipped, format, CostColumn.BILLED))
                    .isInstanceOf(ImportFailedException.class)
                    .hasMessageEndingWith("0 rows were recorded before");
        }
        Path latin = imports.file(
                "latin.csv",
                "amount,timestamp,description\n1,2026-03-01T12:00:00Z,caf\u00e9\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        for (ImportFormat format : new ImportFormat[] {ImportFormat.CSV, ImportFormat.NDJSON}) {
            assertThatThrownBy(() -> imports.run(latin, format, CostColumn.BILLED))
                    .isInstanceOf(ImportFailedException.class)
                    .hasMessageContaining("it is not UTF-8");
        }
    }

    @Test
    void progress_ends_at_the_size_of_the_file() throws IOException {
        Path file = imports.file("lenient.csv.gz", Imports.gzip(Imports.fixture("focus_lenient.csv")));
        imports.run(file, ImportFormat.FOCUS, CostColumn.BILLED);
        assertThat(imports.problems.bytesTotal()).isEqualTo(Files.size(file));
        assertThat(imports.problems.bytesRead()).isEqualTo(Files.size(file));
    }

    @Test
    void the_format_is_guessed_from_the_name_and_for_csv_from_the_header() {
        assertThat(ImportFormat.guess(Path.of("a.NDJSON"))).isEqualTo(ImportFormat.NDJSON);
        assertThat(ImportFormat.guess(Path.of("a.jsonl.gz"))).isEqualTo(ImportFormat.NDJSON);
        byte[] focus = Imports.fixture("focus_lenient.csv");
        assertThat(ImportFormat.guess(imports.file("a.csv", focus))).isEqualTo(ImportFormat.FOCUS);
        assertThat(ImportFormat.guess(imports.file("a.csv.gz", Imports.gzip(focus))))
                .isEqualTo(ImportFormat.FOCUS);
        assertThat(ImportFormat.guess(imports.file("b.csv", Imports.fixture("entries.csv"))))
                .isEqualTo(ImportFormat.CSV);
        assertThatThrownBy(() -> ImportFormat.guess(Path.of("bill.xlsx")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("file 'bill.xlsx' must end in .csv, .ndjson or .jsonl, or be imported as a named format");
        assertThatThrownBy(() -> ImportFormat.guess(folder.resolve("none.csv")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("must exist");
    }

    @Test
    void formats_and_cost_columns_are_named_in_any_case() {
        assertThat(ImportFormat.of("as", "Focus")).isEqualTo(ImportFormat.FOCUS);
        assertThat(CostColumn.of("cost", "effective")).isEqualTo(CostColumn.EFFECTIVE);
        assertThat(CostColumn.of("cost", "ListCost").header()).isEqualTo("ListCost");
        assertThatThrownBy(() -> ImportFormat.of("as", "xml")).hasMessage("as 'xml' must be one of focus, ndjson, csv");
        assertThatThrownBy(() -> CostColumn.of("cost", null))
                .hasMessage("cost null must be one of billed, effective, list, contracted");
    }
}
