package io.codomyrmex.cost.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * One line of the table: what was measured, beside its baseline from the same run.
 *
 * @param what what was measured
 * @param ours our figure
 * @param baseline the baseline's figure
 * @param unit the unit of both
 * @param moreIsBetter whether the ratio is ours to baseline's (rates), or baseline's to ours (times)
 * @param goal what the ratio, or the figure, is to reach, in words
 */
record Figure(
        String what,
        BigDecimal ours,
        String baselineName,
        BigDecimal baseline,
        String unit,
        boolean moreIsBetter,
        String goal) {

    /** How many times better than the baseline. */
    BigDecimal ratio() {
        BigDecimal over = moreIsBetter ? ours : baseline;
        BigDecimal under = moreIsBetter ? baseline : ours;
        return over.divide(under, MathContext.DECIMAL32).setScale(2, RoundingMode.HALF_EVEN);
    }
}
