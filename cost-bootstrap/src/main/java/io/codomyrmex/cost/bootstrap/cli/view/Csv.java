package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.bootstrap.csv.CsvOutput;
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

    /** As RFC 4180 writes it, with line feeds; text that a spreadsheet would take for a formula is guarded. */
    public String text() {
        StringWriter text = new StringWriter();
        CsvOutput csv = CsvOutput.terminal(text);
        csv.write(header);
        rows.forEach(csv::write);
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
