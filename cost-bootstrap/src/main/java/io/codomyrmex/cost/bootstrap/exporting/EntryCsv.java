package io.codomyrmex.cost.bootstrap.exporting;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostEntry;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes entries as CSV (RFC 4180) that a spreadsheet may open: text that it would take for a formula gets an apostrophe before
 * it (owasp.org, CSV Injection). Tags and metadata are JSON.
 */
public final class EntryCsv implements EntryWriter {

    private static final List<String> FIELDS =
            List.of("id", "amount", "category", "description", "resource_id", "tags", "metadata", "timestamp");
    private static final String FORMULA = "=+-@\t\r\n";

    private final CsvWriter writer;

    /** Writes the header. */
    public EntryCsv(Writer out) {
        writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out);
        writer.writeRecord(FIELDS);
    }

    @Override
    public void write(CostEntry entry) {
        ObjectNode json = CostJson.entry(entry);
        writer.writeRecord(List.of(
                guarded(entry.id()),
                json.path("amount").stringValue(), // digits, never a formula
                entry.category().wireName(),
                guarded(entry.description()),
                guarded(entry.resourceId()),
                CostJson.text(json.path("tags")),
                CostJson.text(json.path("metadata")),
                entry.timestamp().toString()));
    }

    @Override
    public void flush() throws IOException {
        writer.flush();
    }

    private static String guarded(String text) {
        return text.isEmpty() || FORMULA.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
