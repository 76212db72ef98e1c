package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.memory.Rollup.SeriesKey;
import io.codomyrmex.cost.memory.Rollup.Sum;
import io.codomyrmex.cost.store.LedgerDifference;
import io.codomyrmex.cost.store.Verification;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Computes every derived sum anew from the entries and compares. */
final class Verifier {

    private final Books books;
    private final List<LedgerDifference> differences = new ArrayList<>();
    private long sums;

    Verifier(Books books) {
        this.books = books;
    }

    Verification verify() {
        compare("rollup_hour", ChronoUnit.HOURS, books.hours());
        compare("rollup_day", ChronoUnit.DAYS, books.days());
        compareBalances();
        BigDecimal total = BigDecimal.ZERO;
        for (CostEntry entry : books.entries().all()) {
            total = total.add(entry.amount());
        }
        return new Verification(books.entries().all().size(), AmountRule.canonical(total), sums, differences);
    }

    private void compare(String what, ChronoUnit unit, Rollup kept) {
        Rollup expected = new Rollup(unit);
        books.entries().all().forEach(expected::add);
        Set<Instant> starts = new TreeSet<>(expected.rows().keySet());
        starts.addAll(kept.rows().keySet());
        for (Instant start : starts) {
            Map<SeriesKey, Sum> expectedRow = expected.rows().getOrDefault(start, Map.of());
            Map<SeriesKey, Sum> keptRow = kept.rows().getOrDefault(start, Map.of());
            Set<SeriesKey> series = new HashSet<>(expectedRow.keySet());
            series.addAll(keptRow.keySet());
            for (SeriesKey key : series) {
                sums++;
                Sum right = expectedRow.getOrDefault(key, Sum.NONE);
                Sum actual = keptRow.getOrDefault(key, Sum.NONE);
                if (!right.sameAs(actual)) {
                    String row = start + " " + key.category().wireName() + " '" + key.resourceId() + "' " + key.tags()
                            + ", " + actual.entries() + " of " + right.entries() + " entries";
                    differences.add(new LedgerDifference(what, row, right.amount(), actual.amount()));
                }
            }
        }
    }

    private void compareBalances() {
        TreeMap<BalanceKey, Balance> expected = new TreeMap<>();
        for (Budget budget : books.budgets()) {
            expected.putAll(Backfill.fromEntries(books, budget));
        }
        Set<BalanceKey> keys = new TreeSet<>(expected.keySet());
        keys.addAll(books.balances().keySet());
        for (BalanceKey key : keys) {
            sums++;
            Balance right = expected.getOrDefault(key, Balance.ZERO);
            Balance actual = books.balance(key);
            String counter = "budget " + key.budgetId() + " from " + key.periodStart();
            compare("spent", counter, right.spent(), actual.spent());
            compare("held", counter, right.held(), actual.held());
        }
    }

    private void compare(String what, String counter, BigDecimal right, BigDecimal actual) {
        if (right.compareTo(actual) != 0) {
            differences.add(new LedgerDifference(what, counter, right, actual));
        }
    }
}
