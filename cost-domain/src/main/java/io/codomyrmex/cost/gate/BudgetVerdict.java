package io.codomyrmex.cost.gate;

import io.codomyrmex.cost.budget.BudgetStatus;

/**
 * What one budget says to an amount.
 *
 * @param status the budget as it was when asked, before the amount
 * @param exceeded whether it is enforced and the amount does not {@linkplain BudgetStatus#fits fit}
 */
public record BudgetVerdict(BudgetStatus status, boolean exceeded) {}
