package io.codomyrmex.cost.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The sums of a ledger as a sequential program makes them: adds up entries and holds with nothing of the product's own
 * rules, and compares. A second opinion, so it is written out in full.
 */
final class LedgerReplay {

    private final LedgerRows rows;

    private LedgerReplay(LedgerRows rows) {
        this.rows = rows;
    }

    static LedgerReplay read(JdbcSettings ledger) throws SQLException {
        return new LedgerReplay(LedgerRows.read(ledger));
    }

    /** Two sums that grow together. */
    private static final class Sums {
        private final Map<String, BigDecimal[]> sums = new TreeMap<>();

        void add(String key, BigDecimal one, BigDecimal other) {
            BigDecimal[] sum = sums.computeIfAbsent(key, k -> new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO});
            sum[0] = sum[0].add(one);
            sum[1] = sum[1].add(other);
        }

        Map<String, String> shown() {
            Map<String, String> shown = new TreeMap<>();
            sums.forEach((key, sum) -> shown.put(key, LedgerRows.shown(sum[0], sum[1])));
            return shown;
        }
    }

    /** Every rollup and every counter is what the entries and holds add up to, and there are no others. */
    void assertSumsFollow() {
        Sums byHour = new Sums();
        Sums byDay = new Sums();
        for (LedgerRows.Entry entry : rows.entries) {
            assertThat(entry.seq()).isBetween(1L, rows.lastSeq);
            byHour.add(entry.at().truncatedTo(ChronoUnit.HOURS) + " " + entry.series(), entry.amount(), BigDecimal.ONE);
            byDay.add(entry.at().truncatedTo(ChronoUnit.DAYS) + " " + entry.series(), entry.amount(), BigDecimal.ONE);
        }
        assertThat(rows.hours).isEqualTo(byHour.shown());
        assertThat(rows.days).isEqualTo(byDay.shown());
        assertThat(withoutZeros(rows.balances))
                .isEqualTo(withoutZeros(counters().shown()));
        Set<String> revisions = rows.budgets.stream()
                .map(budget -> budget.id() + " " + budget.revision())
                .collect(Collectors.toSet());
        assertThat(rows.balances.keySet()).allMatch(key -> revisions.contains(key.substring(0, key.lastIndexOf(' '))));
    }

    private Sums counters() {
        Sums counters = new Sums();
        for (LedgerRows.Budget budget : rows.budgets) {
            for (LedgerRows.Entry entry : rows.entries) {
                if (budget.covers(entry.category(), entry.tags())) {
                    counters.add(budget.key(entry.at()), entry.amount(), BigDecimal.ZERO);
                }
            }
            for (LedgerRows.Hold hold : rows.holds) {
                if (hold.status().equals("held") && budget.covers(hold.category(), hold.tags())) {
                    counters.add(budget.key(hold.at()), BigDecimal.ZERO, hold.amount());
                }
            }
        }
        return counters;
    }

    /** A counter that came back to zero may be there or not. */
    private static Map<String, String> withoutZeros(Map<String, String> sums) {
        Map<String, String> rest = new TreeMap<>(sums);
        rest.values().removeIf("0 and 0"::equals);
        return rest;
    }

    /** In no period is more spent and held than these budgets allow. */
    void assertNotOver(String... ids) {
        Map<String, BigDecimal> limits =
                rows.budgets.stream().collect(Collectors.toMap(LedgerRows.Budget::id, LedgerRows.Budget::amount));
        Map<String, BigDecimal[]> sums = counters().sums;
        for (String id : ids) {
            assertThat(sums.keySet()).anyMatch(key -> key.startsWith(id + " "));
            sums.forEach((key, sum) -> {
                if (key.startsWith(id + " ")) {
                    assertThat(sum[0].add(sum[1])).as(key).isLessThanOrEqualTo(limits.get(id));
                }
            });
        }
    }

    Map<String, String> entryAmounts() {
        return amounts(rows.entries, LedgerRows.Entry::id, LedgerRows.Entry::amount);
    }

    Map<String, String> holdAmounts() {
        return amounts(rows.holds, LedgerRows.Hold::id, LedgerRows.Hold::amount);
    }

    private static <T> Map<String, String> amounts(
            List<T> rows, Function<T, String> id, Function<T, BigDecimal> amount) {
        Map<String, String> amounts = new HashMap<>();
        rows.forEach(row -> amounts.put(id.apply(row), LedgerRows.canonical(amount.apply(row))));
        assertThat(amounts).hasSameSizeAs(rows);
        return amounts;
    }

    Set<String> holdsThatAre(String... statuses) {
        return rows.holds.stream()
                .filter(hold -> Arrays.asList(statuses).contains(hold.status()))
                .map(LedgerRows.Hold::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> alerts() {
        return rows.alerts;
    }
}
