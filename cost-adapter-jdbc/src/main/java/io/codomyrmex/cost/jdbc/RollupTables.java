package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.entry.CostEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** Adds new entries to the sums of their hour and day. */
final class RollupTables {

    private record Key(Instant starts, UUID series) {}

    private record Sum(BigDecimal amount, long entries) {
        Sum plus(Sum other) {
            return new Sum(amount.add(other.amount), entries + other.entries);
        }
    }

    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::starts).thenComparing(Key::series);

    private RollupTables() {}

    /** Adds: counts new entries, each with its series. */
    static void add(Script script, Dialect dialect, List<CostEntry> entries, List<Series> seriesOf) {
        add(script, dialect.addToRollup("rollup_hour"), ChronoUnit.HOURS, entries, seriesOf);
        add(script, dialect.addToRollup("rollup_day"), ChronoUnit.DAYS, entries, seriesOf);
    }

    private static void add(
            Script script, String sql, ChronoUnit unit, List<CostEntry> entries, List<Series> seriesOf) {
        TreeMap<Key, Sum> sums = new TreeMap<>(ORDER);
        for (int i = 0; i < entries.size(); i++) {
            Key key = new Key(
                    entries.get(i).timestamp().truncatedTo(unit),
                    seriesOf.get(i).id());
            sums.merge(key, new Sum(entries.get(i).amount(), 1), Sum::plus);
        }
        script.update(
                sql,
                Script.times(sums.keySet(), key -> Rows.bound(key.starts())),
                Script.uuids(sums.keySet(), Key::series),
                Script.amounts(sums.values(), Sum::amount),
                Script.longs(sums.values(), Sum::entries));
    }
}
