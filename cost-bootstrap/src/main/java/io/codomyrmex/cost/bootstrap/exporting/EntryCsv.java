package io.codomyrmex.cost.bootstrap.exporting;

import io.codomyrmex.cost.bootstrap.csv.CsvOutput;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostEntry;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes entries as CSV (RFC 4180) that a spreadsheet may open and an import reads again: text that a spreadsheet would take for a
 * formula is guarded, and an import of a file with this {@link #HEADER} takes the guard away. Tags and metadata are JSON.
 */
public final class EntryCsv implements EntryWriter {

    /** The names of the columns, in order. A file with exactly this header is taken for an export. */
    public static final List<String> HEADER =
            List.of("id", "amount", "category", "description", "resource_id", "tags", "metadata", "timestamp");

    private final CsvOutput csv;

    /** Writes the header. */
    public EntryCsv(Writer out) {
        csv = CsvOutput.file(out);
        csv.write(HEADER);
    }

    @Override
    public void write(CostEntry entry) {
        ObjectNode json = CostJson.entry(entry);
        csv.write(List.of(
                entry.id(),
                json.path("amount").stringValue(),
                entry.category().wireName(),
                entry.description(),
                entry.resourceId(),
                CostJson.text(json.path("tags")),
                CostJson.text(json.path("metadata")),
                entry.timestamp().toString()));
    }

    @Override
    public void flush() throws IOException {
        csv.flush();
    }
}
