package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.entry.CostDraft;

/** A row of a file, as far as it could be understood. */
sealed interface ImportRow {

    /** Ready to be offered to the ledger; it starts on this line. */
    record Offer(long line, CostDraft draft) implements ImportRow {}

    /** Not understood. */
    record Faulty(ImportProblem problem) implements ImportRow {}
}
