package io.codomyrmex.cost.budget;

import io.codomyrmex.cost.input.AmountRule;
import java.math.BigDecimal;

/**
 * What a budget has used in one period.
 *
 * @param spent exact sum of the covered entries of the period; may be negative
 * @param held exact sum of the covered holds that are neither committed, released nor expired
 * @param arming how often the period's alerts were re-armed by hand; part of what makes an alert unique
 */
public record Balance(BigDecimal spent, BigDecimal held, int arming) {

    /** Nothing spent, nothing held. */
    public static final Balance ZERO = new Balance(BigDecimal.ZERO, BigDecimal.ZERO, 0);

    /** Brings the sums into canonical form. */
    public Balance {
        spent = AmountRule.canonical(spent);
        held = AmountRule.canonical(held);
    }

    /** With this much more spent (less, if negative). */
    public Balance spend(BigDecimal amount) {
        return new Balance(spent.add(amount), held, arming);
    }

    /** With this much more held (less, if negative). */
    public Balance hold(BigDecimal amount) {
        return new Balance(spent, held.add(amount), arming);
    }

    /** With alerts armed again. */
    public Balance rearmed() {
        return new Balance(spent, held, arming + 1);
    }
}
