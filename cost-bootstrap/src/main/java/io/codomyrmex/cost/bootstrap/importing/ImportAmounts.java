package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.input.AmountRule;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Brings imported amounts to at most 18 decimals and counts those that lost something. */
final class ImportAmounts {

    private long rounded;

    /** The amount, rounded HALF_EVEN; whether it has too many integer digits is left to the ledger. */
    BigDecimal kept(BigDecimal amount) {
        if (amount.scale() <= AmountRule.MAX_SCALE) {
            return amount;
        }
        BigDecimal kept =
                tiny(amount) ? BigDecimal.ZERO : amount.setScale(AmountRule.MAX_SCALE, RoundingMode.HALF_EVEN);
        if (kept.compareTo(amount) != 0) {
            rounded++;
        }
        return kept;
    }

    // Below half of the last decimal. Asked first, because setting the scale of 1E-999999999 takes gigabytes.
    private static boolean tiny(BigDecimal amount) {
        return (long) amount.precision() - amount.scale() < -AmountRule.MAX_SCALE;
    }

    long rounded() {
        return rounded;
    }
}
