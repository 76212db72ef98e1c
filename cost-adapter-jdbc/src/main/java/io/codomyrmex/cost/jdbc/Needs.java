package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.entry.CostEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/** The rows that a transaction's decisions depend on. */
final class Needs {

    private final Set<String> entryIds = new LinkedHashSet<>();
    private final Set<BalanceKey> balances = new TreeSet<>();

    /** What recording this entry looks at. */
    void recording(CostEntry entry, Collection<Budget> budgets) {
        entryIds.add(entry.id());
        for (Budget budget : budgets) {
            if (budget.filter().covers(entry)) {
                balances.add(budget.keyAt(entry.timestamp()));
            }
        }
    }

    /** The current and the previous period of every budget. */
    void recentPeriods(Collection<Budget> budgets, Instant now) {
        for (Budget budget : budgets) {
            balances.add(budget.keyAt(now));
            balances.add(new BalanceKey(
                    budget.id(), budget.revision(), budget.periodBefore(now).start()));
        }
    }

    Set<String> entryIds() {
        return entryIds;
    }

    Set<BalanceKey> balances() {
        return balances;
    }
}
