package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.input.InvalidInputException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Currency;

/** Imports files into a ledger. Thread-safe if the tracker is. */
public final class Importer {

    private static final Logger LOG = System.getLogger(Importer.class.getName());

    private final CostTracker tracker;

    /** An importer into the tracker's ledger. */
    public Importer(CostTracker tracker) {
        this.tracker = tracker;
    }

    /**
     * Imports a file, in batches of 5,000 rows, each durable before the next is read. Rows that are wrong are
     * reported and left out. Running it again, after a failure too, adds only what is missing.
     *
     * @param listener hears of rejected rows and of progress
     * @throws InvalidInputException if the file is missing, empty or a directory, or lacks a column that it must
     *     have; nothing
     *     is recorded
     * @throws ImportFailedException if the file cannot be read to its end; what came before is recorded
     * @throws io.codomyrmex.cost.store.CostException if the store fails; batches before that are recorded
     */
    public ImportReport run(ImportRequest request, ImportListener listener) {
        SourceFile source = SourceFile.of(request.file());
        ImportAmounts amounts = new ImportAmounts();
        ImportBatches batches = new ImportBatches(tracker, source, listener);
        try (ImportRows rows = rows(request, source, amounts)) {
            for (ImportRow row = rows.next(); row != null; row = rows.next()) {
                batches.add(row, rows);
            }
            batches.flush(rows);
        } catch (IOException e) {
            throw ImportFailedException.reading(source, e, batches.report().recorded());
        }
        if (amounts.rounded() > 0) {
            LOG.log(
                    Level.WARNING,
                    () -> "amounts of '" + source.name() + "' rounded HALF_EVEN to 18 decimals: " + amounts.rounded());
        }
        return batches.report();
    }

    private ImportRows rows(ImportRequest request, SourceFile source, ImportAmounts amounts) throws IOException {
        Currency currency = tracker.store().currency();
        return switch (request.format()) {
            case FOCUS -> CsvRows.open(source, table -> new FocusMapping(table, request.cost(), currency, amounts));
            case CSV -> CsvRows.open(source, table -> new EntryMapping(table, currency, amounts));
            case NDJSON -> new NdjsonRows(source, currency, amounts);
        };
    }
}
