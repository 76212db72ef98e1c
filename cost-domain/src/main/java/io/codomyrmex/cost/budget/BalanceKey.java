package io.codomyrmex.cost.budget;

import io.codomyrmex.cost.input.CodePointOrder;
import java.time.Instant;
import java.util.Comparator;

/**
 * Names one counter. Keys are ordered by budget id, revision and period start, the one order in which rows are locked.
 *
 * @param budgetId the budget
 * @param revision the budget's revision
 * @param periodStart the first instant of the period
 */
public record BalanceKey(String budgetId, long revision, Instant periodStart) implements Comparable<BalanceKey> {

    private static final Comparator<BalanceKey> ORDER = Comparator.comparing(
                    BalanceKey::budgetId, CodePointOrder.CODE_POINTS)
            .thenComparingLong(BalanceKey::revision)
            .thenComparing(BalanceKey::periodStart);

    @Override
    public int compareTo(BalanceKey other) {
        return ORDER.compare(this, other);
    }
}
