package io.codomyrmex.cost.budget;

import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How full a budget is in one period.
 *
 * @param budget the budget
 * @param period the period looked at
 * @param spent exact sum of the covered entries of the period; may be negative
 * @param held exact sum of the covered live holds; shown apart, never part of spent
 */
public record BudgetStatus(Budget budget, TimeRange period, BigDecimal spent, BigDecimal held) {

    /** Amount − spent − held: what the gate can still allow; negative once overspent. */
    public BigDecimal remaining() {
        return AmountRule.canonical(budget.amount().subtract(spent).subtract(held));
    }

    /** Spent ÷ amount, rounded HALF_EVEN to 18 decimals; 0 for a zero budget. */
    public BigDecimal utilization() {
        return ratio(spent, budget.amount());
    }

    /** Whether the gate allows an amount of zero or more: spent + held + amount ≤ limit, or there is nothing to spend. */
    public boolean fits(BigDecimal amount) {
        return fits(amount, budget.amount().subtract(spent).subtract(held));
    }

    /**
     * The same for whoever knows what remains: the rule of the gate, in one place.
     *
     * @param amount zero or more; zero fits an overspent budget too
     * @param remaining limit − spent − held
     */
    public static boolean fits(BigDecimal amount, BigDecimal remaining) {
        return amount.signum() == 0 || amount.compareTo(remaining) <= 0;
    }

    static BigDecimal ratio(BigDecimal spent, BigDecimal amount) {
        return amount.signum() == 0
                ? BigDecimal.ZERO
                : AmountRule.canonical(spent.divide(amount, AmountRule.MAX_SCALE, RoundingMode.HALF_EVEN));
    }
}
