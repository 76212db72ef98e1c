package io.codomyrmex.cost.budget;

import io.codomyrmex.cost.store.CostException;

/** A budget with this id exists already. Nothing was changed. */
public final class BudgetExistsException extends CostException {

    private static final long serialVersionUID = 1L;
    private final String budgetId;

    /**
     * @param budgetId the id that is taken
     */
    public BudgetExistsException(String budgetId) {
        super("budget id '" + budgetId + "' exists already; change it with update, or give another id");
        this.budgetId = budgetId;
    }

    /** The id that is taken. */
    public String budgetId() {
        return budgetId;
    }
}
