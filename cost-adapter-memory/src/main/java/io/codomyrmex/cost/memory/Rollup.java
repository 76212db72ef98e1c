package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Exact sums of the entries of each UTC hour or day, by category, resource and tags. */
final class Rollup {

    /** What the entries of one row have in common besides the time. */
    record SeriesKey(CostCategory category, String resourceId, Map<String, String> tags) {

        static SeriesKey of(CostEntry entry) {
            return new SeriesKey(entry.category(), entry.resourceId(), entry.tags());
        }

        boolean coveredBy(CostFilter filter) {
            return filter.covers(category, resourceId, tags);
        }
    }

    /** The sum of a row, and of how many entries. */
    record Sum(BigDecimal amount, long entries) {

        static final Sum NONE = new Sum(BigDecimal.ZERO, 0);

        Sum plus(BigDecimal more) {
            return new Sum(amount.add(more), entries + 1);
        }

        boolean sameAs(Sum other) {
            return entries == other.entries && amount.compareTo(other.amount) == 0;
        }
    }

    private final ChronoUnit unit;
    private final TreeMap<Instant, Map<SeriesKey, Sum>> rows = new TreeMap<>();

    Rollup(ChronoUnit unit) {
        this.unit = unit;
    }

    void add(CostEntry entry) {
        Map<SeriesKey, Sum> row = rows.computeIfAbsent(entry.timestamp().truncatedTo(unit), start -> new HashMap<>());
        SeriesKey key = SeriesKey.of(entry);
        row.put(key, row.getOrDefault(key, Sum.NONE).plus(entry.amount()));
    }

    /** All rows by the start of their hour or day, in order. */
    NavigableMap<Instant, Map<SeriesKey, Sum>> rows() {
        return Collections.unmodifiableNavigableMap(rows);
    }

    /** The rows that start in the range, in order. */
    NavigableMap<Instant, Map<SeriesKey, Sum>> in(TimeRange range) {
        return rows().subMap(range.start(), true, range.end(), false);
    }
}
