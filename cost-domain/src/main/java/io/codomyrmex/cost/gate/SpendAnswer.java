package io.codomyrmex.cost.gate;

import io.codomyrmex.cost.budget.BudgetStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the gate says to an amount.
 *
 * @param budgets what each applicable budget says, ordered by id; empty if none applies, which allows
 */
public record SpendAnswer(List<BudgetVerdict> budgets) {

    /** Copies the list. */
    public SpendAnswer {
        budgets = List.copyOf(budgets);
    }

    /**
     * Weighs an amount against budgets, each by {@link BudgetStatus#fits}. Zero is always allowed.
     *
     * @param amount zero or more
     * @param statuses the applicable budgets
     */
    public static SpendAnswer of(BigDecimal amount, List<BudgetStatus> statuses) {
        List<BudgetVerdict> verdicts = new ArrayList<>(statuses.size());
        for (BudgetStatus status : statuses) {
            verdicts.add(new BudgetVerdict(status, status.budget().spec().enforced() && !status.fits(amount)));
        }
        return new SpendAnswer(verdicts);
    }

    /** Whether no budget would be exceeded. */
    public boolean allowed() {
        for (BudgetVerdict verdict : budgets) {
            if (verdict.exceeded()) {
                return false;
            }
        }
        return true;
    }

    /** The exceeded budget with the least remaining, which binds; empty if the amount is allowed. */
    public Optional<BudgetVerdict> binding() {
        return budgets.stream()
                .filter(BudgetVerdict::exceeded)
                .min(Comparator.comparing(verdict -> verdict.status().remaining()));
    }
}
