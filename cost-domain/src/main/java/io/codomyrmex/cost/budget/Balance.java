package io.codomyrmex.cost.budget;

import io.codomyrmex.cost.input.AmountRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a budget has used in one period, and which of its alerts have fired.
 *
 * @param spent exact sum of the covered entries of the period; may be negative
 * @param held exact sum of the covered holds that are neither committed, released nor expired
 * @param arming how often alerts of the period were armed again; part of what makes an alert unique
 * @param fired the thresholds that have fired in the period and were not armed again since, ascending
 */
public record Balance(BigDecimal spent, BigDecimal held, int arming, List<BigDecimal> fired) {

    /** Nothing spent, nothing held, nothing fired. */
    public static final Balance ZERO = new Balance(BigDecimal.ZERO, BigDecimal.ZERO, 0, List.of());

    /** Brings the sums into canonical form. */
    public Balance {
        spent = AmountRule.canonical(spent);
        held = AmountRule.canonical(held);
        fired = List.copyOf(fired);
    }

    /** With this much more spent (less, if negative). */
    public Balance spend(BigDecimal amount) {
        return new Balance(spent.add(amount), held, arming, fired);
    }

    /** With this much more held (less, if negative). */
    public Balance hold(BigDecimal amount) {
        return new Balance(spent, held.add(amount), arming, fired);
    }

    /** The thresholds of a budget that are reached and have not fired yet, ascending; none if its amount is zero. */
    public List<BigDecimal> due(BudgetSpec spec) {
        List<BigDecimal> due = List.of();
        if (spec.amount().signum() == 0) {
            return due;
        }
        for (BigDecimal threshold : spec.alertThresholds()) {
            if (!reaches(threshold, spec.amount())) {
                break;
            }
            if (!fired.contains(threshold)) {
                due = due.isEmpty() ? new ArrayList<>(4) : due;
                due.add(threshold);
            }
        }
        return due;
    }

    private boolean reaches(BigDecimal threshold, BigDecimal amount) {
        return spent.compareTo(threshold.multiply(amount)) >= 0;
    }

    /** With these thresholds fired. */
    public Balance fire(List<BigDecimal> thresholds) {
        TreeSet<BigDecimal> all = new TreeSet<>(fired);
        all.addAll(thresholds);
        return new Balance(spent, held, arming, List.copyOf(all));
    }

    /** With those alerts armed again whose thresholds are no longer reached, now that the budget has this higher amount. */
    public Balance raised(BigDecimal amount) {
        List<BigDecimal> reached =
                fired.stream().filter(threshold -> reaches(threshold, amount)).toList();
        return reached.size() == fired.size() ? this : new Balance(spent, held, arming + 1, reached);
    }

    /** With all alerts armed again. */
    public Balance rearmed() {
        return new Balance(spent, held, arming + 1, List.of());
    }
}
