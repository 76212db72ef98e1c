package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.input.CodePointOrder;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The entries, by id and in order of (timestamp, id). */
final class Entries {

    private record Place(Instant timestamp, String id) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::timestamp).thenComparing(Place::id, CodePointOrder.CODE_POINTS);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<String, CostEntry> byId = new HashMap<>();
    private final TreeMap<Place, CostEntry> inOrder = new TreeMap<>();

    void add(CostEntry entry) {
        byId.put(entry.id(), entry);
        inOrder.put(new Place(entry.timestamp(), entry.id()), entry);
    }

    @Nullable
    CostEntry find(String id) {
        return byId.get(id);
    }

    /** All entries, in order. */
    Collection<CostEntry> all() {
        return Collections.unmodifiableCollection(inOrder.values());
    }

    /** The entries of a range, in order. */
    Collection<CostEntry> in(TimeRange range) {
        return within(range).values();
    }

    List<CostEntry> page(EntryQuery query) {
        NavigableMap<Place, CostEntry> rest = within(query.range());
        EntryQuery.Position after = query.after();
        if (after != null && !rest.isEmpty()) {
            Place place = new Place(after.timestamp(), after.id());
            if (place.compareTo(rest.lastKey()) >= 0) {
                return List.of();
            }
            if (place.compareTo(rest.firstKey()) >= 0) {
                rest = rest.tailMap(place, false);
            }
        }
        return rest.values().stream()
                .filter(query.filter()::covers)
                .limit(query.limit())
                .toList();
    }

    private NavigableMap<Place, CostEntry> within(TimeRange range) {
        // no id is empty, so the empty one stands before all entries of an instant
        return inOrder.subMap(new Place(range.start(), ""), true, new Place(range.end(), ""), false);
    }
}
