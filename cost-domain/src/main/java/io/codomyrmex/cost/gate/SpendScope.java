package io.codomyrmex.cost.gate;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.input.TagsRule;
import io.codomyrmex.cost.input.TextRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which budgets a question to the gate is about. Alert-only budgets deny nothing and are left out, unless named. */
public sealed interface SpendScope {

    /** Every enforced budget. */
    SpendScope ALL = new All();

    /**
     * The budgets in question, in the order given.
     *
     * @throws UnknownBudgetException if a named budget is not among them
     */
    List<Budget> among(Collection<Budget> budgets);

    /** See {@link #ALL}. */
    record All() implements SpendScope {
        @Override
        public List<Budget> among(Collection<Budget> budgets) {
            return enforced(budgets, budget -> true);
        }
    }

    /**
     * One budget.
     *
     * @param budgetId its id
     */
    record Named(String budgetId) implements SpendScope {

        /**
         * @throws InvalidInputException if the id breaks its rule
         */
        public Named {
            budgetId = TextRule.id("budget", budgetId, BudgetSpec.MAX_NAME);
        }

        @Override
        public List<Budget> among(Collection<Budget> budgets) {
            for (Budget budget : budgets) {
                if (budget.id().equals(budgetId)) {
                    return List.of(budget);
                }
            }
            throw new UnknownBudgetException(budgetId);
        }
    }

    /**
     * The enforced budgets that cover a cost of this kind.
     *
     * @param category its category
     * @param tags its tags
     */
    record Covering(CostCategory category, Map<String, String> tags) implements SpendScope {

        /**
         * @throws InvalidInputException if the category is null or a tag breaks its rule
         */
        public Covering {
            if (category == null) {
                throw new InvalidInputException("category", null, "must be given");
            }
            tags = TagsRule.kept("tags", tags);
        }

        @Override
        public List<Budget> among(Collection<Budget> budgets) {
            return enforced(budgets, budget -> budget.filter().covers(category, "", tags));
        }
    }

    private static List<Budget> enforced(Collection<Budget> budgets, Predicate<Budget> chosen) {
        List<Budget> among = new ArrayList<>(budgets.size());
        for (Budget budget : budgets) {
            if (budget.spec().enforced() && chosen.test(budget)) {
                among.add(budget);
            }
        }
        return among;
    }
}
