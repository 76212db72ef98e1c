package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** What the ledger says that a budget has spent and holds in each period. */
final class Backfill {

    private final Budget budget;
    private final TreeMap<BalanceKey, Balance> balances = new TreeMap<>();

    private Backfill(Budget budget) {
        this.budget = budget;
    }

    /** From the sums of hours, and from the entries of hours in which a period ends: zones that are off by half an hour. */
    static Map<BalanceKey, Balance> fromRollup(Books books, Budget budget) {
        Backfill backfill = new Backfill(budget);
        books.hours().rows().forEach((start, row) -> {
            TimeRange hour = new TimeRange(start, start.plus(1, ChronoUnit.HOURS));
            if (budget.periodAt(start).end().isBefore(hour.end())) {
                backfill.addEntries(books, hour);
            } else {
                row.forEach((series, sum) -> {
                    if (series.coveredBy(budget.filter())) {
                        backfill.add(start, sum.amount());
                    }
                });
            }
        });
        backfill.addHolds(books);
        return backfill.balances;
    }

    /** From every entry, without trust in any sum. */
    static Map<BalanceKey, Balance> fromEntries(Books books, Budget budget) {
        Backfill backfill = new Backfill(budget);
        backfill.addEntries(books, TimeRange.ALL);
        backfill.addHolds(books);
        return backfill.balances;
    }

    private void addEntries(Books books, TimeRange range) {
        books.entries().in(range).forEach(entry -> {
            if (budget.filter().covers(entry)) {
                add(entry.timestamp(), entry.amount());
            }
        });
    }

    private void addHolds(Books books) {
        for (Hold hold : books.holds().held()) {
            if (hold.isCoveredBy(budget)) {
                BalanceKey key = budget.keyAt(hold.reservedAt());
                balances.put(key, balances.getOrDefault(key, Balance.ZERO).hold(hold.amount()));
            }
        }
    }

    private void add(Instant at, BigDecimal amount) {
        BalanceKey key = budget.keyAt(at);
        balances.put(key, balances.getOrDefault(key, Balance.ZERO).spend(amount));
    }
}
