package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;

/**
 * Stores the series that entries belong to. It remembers those that are committed, up to a bound, since most entries
 * belong to a series that is there already. Used by one transaction at a time.
 */
final class SeriesTable {

    private static final int REMEMBERED = 100_000;

    private record Key(CostCategory category, String resourceId, Map<String, String> tags) {}

    private final Map<Key, Series> known = new HashMap<>();
    private final Map<Key, Series> saving = new HashMap<>();

    /** Stores the series that are missing; gives the series of each entry, in the same order. */
    List<Series> save(Handle handle, List<CostEntry> entries) {
        saving.clear();
        List<Series> series = new ArrayList<>(entries.size());
        Map<UUID, Series> missing = new LinkedHashMap<>();
        for (CostEntry entry : entries) {
            Key key = new Key(entry.category(), entry.resourceId(), entry.tags());
            Series found = known.get(key);
            if (found == null) {
                found = saving.computeIfAbsent(key, k -> Series.of(entry));
                missing.put(found.id(), found);
            }
            series.add(found);
        }
        if (!missing.isEmpty()) {
            insert(handle, missing.values());
        }
        return series;
    }

    private static void insert(Handle handle, Collection<Series> missing) {
        Update insert = handle.createUpdate("""
                insert into cost_series (id, category, resource_id, tags)
                select id, category, resource_id, tags from unnest(cast(:ids as uuid array),
                    cast(:categories as varchar array), cast(:resources as varchar array), cast(:tags as varchar array))
                    as n (id, category, resource_id, tags)
                on conflict do nothing""");
        LedgerTables.array(insert, "ids", UUID.class, missing, Series::id);
        LedgerTables.array(insert, "categories", String.class, missing, one -> one.category().wireName());
        LedgerTables.array(insert, "resources", String.class, missing, Series::resourceId);
        LedgerTables.array(insert, "tags", String.class, missing, Series::tagsJson);
        insert.execute();
        PreparedBatch tags = handle.prepareBatch("insert into cost_series_tag (series_id, tag_key, tag_value)"
                + " values (:id, :key, :value) on conflict do nothing");
        for (Series one : missing) {
            one.tags().forEach((key, value) -> tags.bind("id", one.id())
                    .bind("key", key)
                    .bind("value", value)
                    .add());
        }
        if (tags.size() > 0) {
            tags.execute();
        }
    }

    void committed() {
        if (known.size() + saving.size() > REMEMBERED) {
            known.clear();
        }
        known.putAll(saving);
        saving.clear();
    }

    void abandoned() {
        saving.clear();
    }
}
