package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldCommit;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows that a transaction's decisions depend on. */
final class Needs {

    private final Set<String> entryIds = new LinkedHashSet<>();
    private final Set<BalanceKey> balances = new TreeSet<>();
    private final Set<String> holdIds = new LinkedHashSet<>();
    private final Map<String, Instant> timesOfCommits = new HashMap<>();
    private @Nullable Instant overdueBy;

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

    /** The holds that a reservation at this moment finds overdue, and the hold with this id. */
    void reserving(String holdId, Instant now) {
        holdIds.add(holdId);
        expiring(now);
    }

    /** The holds that are overdue at this moment. */
    void expiring(Instant now) {
        if (overdueBy == null || overdueBy.isBefore(now)) {
            overdueBy = now;
        }
    }

    /** The hold, and an entry with its id; the balances are the hold's, and those of the entry if it has a time of its own. */
    void committing(HoldCommit commit) {
        holdIds.add(commit.holdId());
        entryIds.add(commit.holdId());
        Instant timestamp = commit.timestamp();
        if (timestamp != null) {
            timesOfCommits.put(commit.holdId(), timestamp);
        }
    }

    /** The hold with this id. */
    void releasing(String holdId) {
        holdIds.add(holdId);
    }

    /** The balances in which this hold counts. */
    void holding(Hold hold, Collection<Budget> budgets) {
        Instant timestamp = timesOfCommits.get(hold.id());
        for (Budget budget : budgets) {
            if (hold.isCoveredBy(budget)) {
                balances.add(budget.keyAt(hold.reservedAt()));
                if (timestamp != null) {
                    balances.add(budget.keyAt(timestamp));
                }
            }
        }
    }

    Set<String> holdIds() {
        return holdIds;
    }

    /** By when holds are to be looked for that are overdue; null if nobody needs them. */
    @Nullable
    Instant overdueBy() {
        return overdueBy;
    }

    Set<String> entryIds() {
        return entryIds;
    }

    Set<BalanceKey> balances() {
        return balances;
    }
}
