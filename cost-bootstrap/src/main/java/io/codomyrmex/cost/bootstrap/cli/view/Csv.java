package io.codomyrmex.cost.bootstrap.cli.view;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Rows of text under a header.
 *
 * @param header the names of the columns
 * @param rows the rows, each as long as the header
 */
public record Csv(List<String> header, List<List<String>> rows) {

    /** Copies the lists. */
    public Csv {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /** One row for each object, with these of its fields; objects and lists within it as JSON, what is missing as empty. */
    public static Csv of(List<String> fields, Iterable<? extends JsonNode> objects) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode object : objects) {
            rows.add(fields.stream().map(field -> cell(object.path(field))).toList());
        }
        return new Csv(fields, rows);
    }

    private static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isString() ? value.stringValue() : CostJson.text(value);
    }

    /** As RFC 4180 writes it, with line feeds. */
    public String text() {
        StringWriter text = new StringWriter();
        CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
        writer.writeRecord(header);
        rows.forEach(writer::writeRecord);
        flush(writer);
        return text.toString();
    }

    private static void flush(CsvWriter writer) {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
