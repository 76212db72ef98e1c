package io.codomyrmex.cost.bootstrap.exporting;

import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.time.TimeRange;
import java.io.IOException;
import java.util.List;

/** Exports entries, page by page, whatever their number. */
public final class Exporter {

    private static final int PAGE = 5_000;

    private final CostTracker tracker;

    /** An exporter of the tracker's ledger. */
    public Exporter(CostTracker tracker) {
        this.tracker = tracker;
    }

    /**
     * Writes the entries in the order of their time, then id. What is recorded meanwhile may or may not be among them.
     *
     * @return how many there were
     * @throws IOException if they cannot be written
     * @throws io.codomyrmex.cost.store.StoreUnavailableException if the ledger cannot answer
     */
    public long export(TimeRange range, CostFilter filter, EntryWriter writer) throws IOException {
        long written = 0;
        EntryQuery query = new EntryQuery(range, filter, null, PAGE);
        for (List<CostEntry> page = tracker.entries(query); !page.isEmpty(); page = tracker.entries(query)) {
            for (CostEntry entry : page) {
                writer.write(entry);
            }
            written += page.size();
            query = query.after(page.get(page.size() - 1));
        }
        writer.flush();
        return written;
    }
}
