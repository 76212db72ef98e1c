package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.input.TextRule;

/** Ids of budgets as arguments. */
final class BudgetIds {

    private BudgetIds() {}

    /**
     * The id itself.
     *
     * @throws io.codomyrmex.cost.input.InvalidInputException if no budget can have it
     */
    static String checked(String id) {
        return TextRule.id("id", id, BudgetSpec.MAX_NAME);
    }
}
