package io.codomyrmex.cost.budget;

import io.codomyrmex.cost.store.CostException;

/** No budget has this id. */
public final class UnknownBudgetException extends CostException {

    private static final long serialVersionUID = 1L;
    private final String budgetId;

    /**
     * @param budgetId the id that was asked for
     */
    public UnknownBudgetException(String budgetId) {
        super("budget id '" + budgetId + "' does not exist");
        this.budgetId = budgetId;
    }

    /** The id that was asked for. */
    public String budgetId() {
        return budgetId;
    }
}
