package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a file to import holds. */
public enum ImportFormat {
    /** Charges as CSV in the form of the FinOps Open Cost and Usage Specification, 1.0 to 1.2. */
    FOCUS,
    /** One entry as a JSON object on each line. */
    NDJSON,
    /** Entries as CSV, with the names of an entry's fields as header. */
    CSV;

    /**
     * The format with this name; case does not matter.
     *
     * @throws InvalidInputException if there is none
     */
    public static ImportFormat of(String field, @Nullable String text) {
        for (ImportFormat format : values()) {
            if (format.name().equalsIgnoreCase(text)) {
                return format;
            }
        }
        throw new InvalidInputException(field, text, "must be one of focus, ndjson, csv");
    }

    /**
     * The format that a file's name tells, a last {@code .gz} apart: {@code .ndjson} and {@code .jsonl} are NDJSON;
     * {@code .csv} is FOCUS if its header has a column {@code BilledCost} or {@code ChargePeriodStart}, else CSV.
     *
     * @throws InvalidInputException if the name tells nothing, or the file must be looked into and is missing or empty
     * @throws ImportFailedException if the file must be looked into and cannot be read
     */
    public static ImportFormat guess(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) {
            name = name.substring(0, name.length() - ".gz".length());
        }
        if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
            return NDJSON;
        } else if (name.endsWith(".csv")) {
            List<String> header = header(file);
            return header.contains("BilledCost") || header.contains(FocusMapping.START) ? FOCUS : CSV;
        }
        throw new InvalidInputException(
                "file", file, "must end in .csv, .ndjson or .jsonl, or be imported as a named format");
    }

    private static List<String> header(Path file) {
        SourceFile source = SourceFile.of(file);
        try (CsvTable table = CsvTable.open(source)) {
            return table.header().stream().map(String::strip).toList();
        } catch (IOException e) {
            throw ImportFailedException.reading(source, e, 0);
        }
    }
}
