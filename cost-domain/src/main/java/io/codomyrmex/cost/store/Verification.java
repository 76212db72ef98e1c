package io.codomyrmex.cost.store;

import java.math.BigDecimal;
import java.util.List;

/**
 * The result of holding every derived sum against the ledger, as of one moment.
 *
 * @param entries how many entries there are
 * @param total what they add up to
 * @param sums how many derived sums were compared
 * @param differences those that are wrong; empty if all is well
 */
public record Verification(long entries, BigDecimal total, long sums, List<LedgerDifference> differences) {

    /** Copies the list. */
    public Verification {
        differences = List.copyOf(differences);
    }

    /** Whether every derived sum is right to the last digit. */
    public boolean clean() {
        return differences.isEmpty();
    }
}
