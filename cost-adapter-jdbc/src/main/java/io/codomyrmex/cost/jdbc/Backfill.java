package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.gate.Hold;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** What the ledger says that a budget has spent and holds in each period: for new revisions, and to verify counters. */
final class Backfill {

    private record HourSum(Instant hour, BigDecimal amount) {}

    private Backfill() {}

    /**
     * What the counters of a pending revision lack, within one snapshot: what the sums of hours and the live holds make them,
     * less what they have counted since the revision began. A hold from before that was freed since has been counted as less
     * than nothing, so this makes up for it too.
     */
    static Map<BalanceKey, Balance> missing(Handle handle, Budget budget) {
        Map<BalanceKey, Balance> missing = of(handle, budget, "rollup_hour");
        BudgetTables.balancesOf(handle, budget).forEach((key, counted) -> {
            Balance history = missing.getOrDefault(key, Balance.ZERO);
            missing.put(
                    key,
                    history.spend(counted.spent().negate()).hold(counted.held().negate()));
        });
        missing.values().removeIf(Balance.ZERO::equals);
        return missing;
    }

    /** The balance of every period that has an entry or a hold that the budget covers, from every entry, trusting no sum. */
    static Map<BalanceKey, Balance> fromEntries(Handle handle, Dialect dialect, Budget budget) {
        return of(handle, budget, "(select " + dialect.hourOf("ts") + " as starts, series_id, amount from cost_entry)");
    }

    private static Map<BalanceKey, Balance> of(Handle handle, Budget budget, String hourly) {
        FilterSql filter = new FilterSql(budget.filter());
        List<HourSum> hours = filter.bind(handle.createQuery("select r.starts, sum(r.amount) as amount from " + hourly
                        + " r join cost_series s on s.id = r.series_id where " + filter.condition()
                        + " group by r.starts"))
                .map((row, context) -> new HourSum(Rows.instant(row, "starts"), row.getBigDecimal("amount")))
                .list();
        TreeMap<BalanceKey, Balance> balances = new TreeMap<>();
        List<Instant> cut = new ArrayList<>();
        for (HourSum sum : hours) {
            if (budget.periodAt(sum.hour()).end().isBefore(sum.hour().plus(1, ChronoUnit.HOURS))) {
                cut.add(sum.hour());
            } else {
                add(balances, budget.keyAt(sum.hour()), sum.amount());
            }
        }
        for (Instant hour : cut) { // a period ends within it: zones that are off by half an hour
            filter.bind(handle.createQuery("select e.ts, e.amount from cost_entry e join cost_series s"
                            + " on s.id = e.series_id where e.ts >= :from and e.ts < :to and " + filter.condition()))
                    .bind("from", Rows.bound(hour))
                    .bind("to", Rows.bound(hour.plus(1, ChronoUnit.HOURS)))
                    .map((row, context) -> new HourSum(Rows.instant(row, "ts"), row.getBigDecimal("amount")))
                    .forEach(entry -> add(balances, budget.keyAt(entry.hour()), entry.amount()));
        }
        for (Hold hold : HoldTable.held(handle)) {
            if (hold.isCoveredBy(budget)) {
                BalanceKey key = budget.keyAt(hold.reservedAt());
                balances.put(key, balances.getOrDefault(key, Balance.ZERO).hold(hold.amount()));
            }
        }
        return balances;
    }

    private static void add(Map<BalanceKey, Balance> balances, BalanceKey key, BigDecimal amount) {
        balances.put(key, balances.getOrDefault(key, Balance.ZERO).spend(amount));
    }
}
