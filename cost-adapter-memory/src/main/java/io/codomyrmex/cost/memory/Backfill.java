package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums up what the ledger says that a budget has spent and holds in each period, hour by hour and some hours at a time, so that
 * others can record in between. What they record counts at once if its hour has been summed up; otherwise it will be found
 * there.
 */
final class Backfill {

    private static final int SLICE = 10_000;

    private final Budget budget;
    private final TreeMap<BalanceKey, Balance> balances = new TreeMap<>();
    private Instant scannedUntil = Instant.MIN;

    Backfill(Budget budget) {
        this.budget = budget;
    }

    Budget budget() {
        return budget;
    }

    /**
     * Adds the sums of some more hours, and the single entries of an hour in which a period ends: zones that are off by half an
     * hour. To be called while nobody records.
     *
     * @return whether there are more hours
     */
    boolean scan(Books books) {
        int rows = 0;
        for (var hour : books.hours().rows().tailMap(scannedUntil, true).entrySet()) {
            if (rows >= SLICE) {
                scannedUntil = hour.getKey();
                return true;
            }
            add(books, hour.getKey(), hour.getValue());
            rows += hour.getValue().size();
        }
        scannedUntil = Instant.MAX;
        return false;
    }

    private void add(Books books, Instant start, Map<Rollup.SeriesKey, Rollup.Sum> row) {
        TimeRange hour = new TimeRange(start, start.plus(1, ChronoUnit.HOURS));
        if (budget.periodAt(start).end().isBefore(hour.end())) {
            addEntries(books, hour);
            return;
        }
        row.forEach((series, sum) -> {
            if (series.coveredBy(budget.filter())) {
                add(start, sum.amount());
            }
        });
    }

    /** Takes note of an entry that is being recorded. */
    void recorded(CostEntry entry) {
        if (entry.timestamp().truncatedTo(ChronoUnit.HOURS).isBefore(scannedUntil)
                && budget.filter().covers(entry)) {
            add(entry.timestamp(), entry.amount());
        }
    }

    /** The balances of all periods, once there are no more hours; with what is held now. */
    Map<BalanceKey, Balance> complete(Books books) {
        addHolds(books);
        return balances;
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
