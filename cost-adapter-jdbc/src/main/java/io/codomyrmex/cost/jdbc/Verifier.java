package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.store.LedgerDifference;
import io.codomyrmex.cost.store.Verification;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Holds every derived sum against the entries and holds, within one snapshot. */
final class Verifier {

    private final Handle handle;
    private final Dialect dialect;
    private final List<LedgerDifference> differences = new ArrayList<>();
    private long sums;

    Verifier(Handle handle, Dialect dialect) {
        this.handle = handle;
        this.dialect = dialect;
    }

    Verification verify() {
        rollup("rollup_hour", dialect.hourOf("ts"));
        rollup("rollup_day", dialect.dayOf("ts"));
        for (Budget budget : LedgerTables.budgets(handle)) {
            balances(budget);
        }
        return handle.createQuery("select count(*) as entries, coalesce(sum(amount), 0) as total from cost_entry")
                .map((row, context) -> new Verification(
                        row.getLong("entries"), AmountRule.canonical(row.getBigDecimal("total")), sums, differences))
                .one();
    }

    private void rollup(String table, String starts) {
        sums += handle.createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one();
        handle.createQuery("select starts, series_id, sum(ledger) as ledger, sum(kept) as kept,"
                        + " sum(ledger_entries) as ledger_entries, sum(kept_entries) as kept_entries from ("
                        + "select " + starts + " as starts, series_id, amount as ledger, 0 as kept,"
                        + " 1 as ledger_entries, 0 as kept_entries from cost_entry union all"
                        + " select starts, series_id, 0, amount, 0, entries from " + table + ") p"
                        + " group by starts, series_id"
                        + " having sum(ledger) <> sum(kept) or sum(ledger_entries) <> sum(kept_entries)"
                        + " order by starts, series_id")
                .map((row, context) -> {
                    String key = Rows.instant(row, "starts") + " series " + row.getString("series_id");
                    long expected = row.getLong("ledger_entries");
                    long actual = row.getLong("kept_entries");
                    if (expected != actual) {
                        differences.add(new LedgerDifference(
                                table + " entries", key, BigDecimal.valueOf(expected), BigDecimal.valueOf(actual)));
                    }
                    compare(table, key, row.getBigDecimal("ledger"), row.getBigDecimal("kept"));
                    return true;
                })
                .forEach(compared -> {});
    }

    private void balances(Budget budget) {
        Map<BalanceKey, Balance> expected = Backfill.fromEntries(handle, dialect, budget);
        Map<BalanceKey, Balance> actual = BudgetTables.balancesOf(handle, budget);
        TreeSet<BalanceKey> keys = new TreeSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        for (BalanceKey key : keys) {
            sums++;
            Balance right = expected.getOrDefault(key, Balance.ZERO);
            Balance kept = actual.getOrDefault(key, Balance.ZERO);
            String counter = "budget " + key.budgetId() + " from " + key.periodStart();
            compare("spent", counter, right.spent(), kept.spent());
            compare("held", counter, right.held(), kept.held());
        }
    }

    private void compare(String what, String key, BigDecimal expected, BigDecimal actual) {
        if (expected.compareTo(actual) != 0) {
            differences.add(
                    new LedgerDifference(what, key, AmountRule.canonical(expected), AmountRule.canonical(actual)));
        }
    }
}
