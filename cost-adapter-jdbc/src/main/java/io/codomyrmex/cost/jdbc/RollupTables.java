package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.jdbc.RowSet.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
    static void add(Script script, List<CostEntry> entries, List<UUID> seriesOf) {
        add(script, "rollup_hour", ChronoUnit.HOURS, entries, seriesOf);
        add(script, "rollup_day", ChronoUnit.DAYS, entries, seriesOf);
    }

    private static void add(
            Script script, String table, ChronoUnit unit, List<CostEntry> entries, List<UUID> seriesOf) {
        TreeMap<Key, Sum> sums = new TreeMap<>(ORDER);
        for (int i = 0; i < entries.size(); i++) {
            Key key = new Key(entries.get(i).timestamp().truncatedTo(unit), seriesOf.get(i));
            sums.merge(key, new Sum(entries.get(i).amount(), 1), Sum::plus);
        }
        RowSet<Map.Entry<Key, Sum>> rows = RowSet.of(sums.entrySet())
                .column(
                        "starts",
                        ColumnType.TIME,
                        sum -> Rows.bound(sum.getKey().starts()))
                .column("series_id", ColumnType.UUID, sum -> sum.getKey().series())
                .column("amount", ColumnType.SUM, sum -> sum.getValue().amount())
                .column("entries", ColumnType.LONG, sum -> sum.getValue().entries());
        script.update(script.dialect().addToRollup(table, script.from(rows)), rows.parameters());
    }
}
