package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.jdbc.RowSet.ColumnType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Stores the series that entries belong to. It remembers those that are committed, up to a bound, since most entries
 * belong to a series that is there already. Used by one transaction at a time.
 */
final class SeriesTable {

    private static final int REMEMBERED = 100_000;

    private record Key(CostCategory category, String resourceId, Map<String, String> tags) {}

    private record Tag(UUID series, String key, String value) {}

    private final Map<Key, Series> known = new HashMap<>();
    private final Map<Key, Series> saving = new HashMap<>();

    /** Adds: stores the series that are missing; gives the series of each entry, in the same order. */
    List<Series> save(Script script, List<CostEntry> entries) {
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
            insert(script, missing.values());
        }
        return series;
    }

    private static void insert(Script script, Collection<Series> missing) {
        RowSet<Series> rows = RowSet.of(missing)
                .column("id", ColumnType.UUID, Series::id)
                .column("category", ColumnType.TEXT, one -> one.category().wireName())
                .column("resource_id", ColumnType.TEXT, Series::resourceId)
                .column("tags", ColumnType.TEXT, Series::tagsJson);
        script.update(
                "insert into cost_series (id, category, resource_id, tags) select id, category, resource_id, tags from "
                        + script.from(rows) + " on conflict do nothing",
                rows.parameters());
        insertTags(script, missing);
    }

    private static void insertTags(Script script, Collection<Series> missing) {
        List<Tag> tags = new ArrayList<>();
        for (Series one : missing) {
            one.tags().forEach((key, value) -> tags.add(new Tag(one.id(), key, value)));
        }
        if (!tags.isEmpty()) {
            RowSet<Tag> rows = RowSet.of(tags)
                    .column("series_id", ColumnType.UUID, Tag::series)
                    .column("tag_key", ColumnType.TEXT, Tag::key)
                    .column("tag_value", ColumnType.TEXT, Tag::value);
            script.update(
                    "insert into cost_series_tag (series_id, tag_key, tag_value) select series_id, tag_key, tag_value from "
                            + script.from(rows) + " on conflict do nothing",
                    rows.parameters());
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
