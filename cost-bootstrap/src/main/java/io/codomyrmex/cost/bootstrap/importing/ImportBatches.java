package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.input.InvalidInputException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Offers rows to the ledger in batches and counts what becomes of them. */
final class ImportBatches {

    private static final int SIZE = 5_000;

    private final CostTracker tracker;
    private final SourceFile source;
    private final ImportListener listener;
    private final List<ImportRow> batch = new ArrayList<>();
    private long recorded;
    private long duplicates;
    private long rejected;
    private BigDecimal total = BigDecimal.ZERO;

    ImportBatches(CostTracker tracker, SourceFile source, ImportListener listener) {
        this.tracker = tracker;
        this.source = source;
        this.listener = listener;
    }

    void add(ImportRow row, ImportRows rows) {
        batch.add(row);
        if (batch.size() == SIZE) {
            flush(rows);
        }
    }

    /** Offers what is gathered; faulty rows wait with the others, so that problems come in order of their lines. */
    void flush(ImportRows rows) {
        List<CostDraft> drafts = new ArrayList<>(batch.size());
        for (ImportRow row : batch) {
            if (row instanceof ImportRow.Offer offer) {
                drafts.add(offer.draft());
            }
        }
        Iterator<RecordResult> results = tracker.offerAll(drafts).iterator();
        for (ImportRow row : batch) {
            if (row instanceof ImportRow.Offer offer) {
                count(offer.line(), results.next(), rows);
            } else {
                reject(((ImportRow.Faulty) row).problem());
            }
        }
        batch.clear();
        listener.progress(source.bytesRead(), source.bytesTotal());
    }

    private void count(long line, RecordResult result, ImportRows rows) {
        if (result instanceof RecordResult.Recorded fresh) {
            recorded++;
            total = total.add(fresh.entry().amount());
        } else if (result instanceof RecordResult.Duplicate) {
            duplicates++;
        } else if (result instanceof RecordResult.Conflict conflict) {
            CostEntry stored = conflict.stored();
            String rule = "is taken by other content: stored amount "
                    + stored.amount().toPlainString() + " at " + stored.timestamp();
            reject(new ImportProblem(line, "id", stored.id(), rule));
        } else {
            InvalidInputException error = ((RecordResult.Rejected) result).error();
            reject(new ImportProblem(line, rows.columnOf(error.field()), error.value(), error.rule()));
        }
    }

    private void reject(ImportProblem problem) {
        rejected++;
        listener.rejected(problem);
    }

    ImportReport report() {
        return new ImportReport(
                recorded + duplicates + rejected, recorded, duplicates, rejected, AmountRule.canonical(total));
    }
}
