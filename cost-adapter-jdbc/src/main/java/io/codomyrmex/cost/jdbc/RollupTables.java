package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.entry.CostEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

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

    private final Dialect dialect;

    RollupTables(Dialect dialect) {
        this.dialect = dialect;
    }

    void add(Handle handle, List<CostEntry> entries, List<Series> seriesOf) {
        add(handle, "rollup_hour", ChronoUnit.HOURS, entries, seriesOf);
        add(handle, "rollup_day", ChronoUnit.DAYS, entries, seriesOf);
    }

    private void add(
            Handle handle, String table, ChronoUnit unit, List<CostEntry> entries, List<Series> seriesOf) {
        TreeMap<Key, Sum> sums = new TreeMap<>(ORDER);
        for (int i = 0; i < entries.size(); i++) {
            Key key = new Key(
                    entries.get(i).timestamp().truncatedTo(unit), seriesOf.get(i).id());
            sums.merge(key, new Sum(entries.get(i).amount(), 1), Sum::plus);
        }
        List<Map.Entry<Key, Sum>> rows = new ArrayList<>(sums.entrySet());
        Update update = handle.createUpdate(dialect.addToRollup(table));
        LedgerTables.array(
                update, "starts", OffsetDateTime.class, rows, row -> Rows.bound(row.getKey().starts()));
        LedgerTables.array(update, "series", UUID.class, rows, row -> row.getKey().series());
        LedgerTables.array(update, "amounts", BigDecimal.class, rows, row -> row.getValue().amount());
        LedgerTables.array(update, "entries", Long.class, rows, row -> row.getValue().entries());
        update.execute();
    }
}
