package io.codomyrmex.cost.bootstrap.exporting;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostEntry;
import java.io.IOException;
import java.io.Writer;

/** Writes entries as JSON, one object on each line, with every digit and every field: an import reads the same entries. */
public final class EntryNdjson implements EntryWriter {

    private final Writer out;

    /** Writes nothing yet. */
    public EntryNdjson(Writer out) {
        this.out = out;
    }

    @Override
    public void write(CostEntry entry) throws IOException {
        out.write(CostJson.text(CostJson.entry(entry)));
        out.write('\n');
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
