package io.codomyrmex.cost.bootstrap.exporting;

import io.codomyrmex.cost.entry.CostEntry;
import java.io.IOException;

/** Writes entries, one after the other. */
public interface EntryWriter {

    /**
     * Writes an entry.
     *
     * @throws IOException if it cannot be written
     */
    void write(CostEntry entry) throws IOException;

    /**
     * Hands on what is still held back; to be called at the end.
     *
     * @throws IOException if it cannot be written
     */
    void flush() throws IOException;
}
