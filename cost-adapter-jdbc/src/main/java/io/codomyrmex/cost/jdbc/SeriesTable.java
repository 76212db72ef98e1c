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
import org.jspecify.annotations.Nullable;

/**
 * Stores the series that entries belong to. It remembers those that are committed, up to a bound, since most entries
 * belong to a series that is there already. Used by one transaction at a time.
 */
final class SeriesTable {

    private static final long MOST_BYTES = 32L * 1024 * 1024;

    private record Key(CostCategory category, String resourceId, Map<String, String> tags) {
        int size() {
            return 2 * resourceId.length() + Remembered.size(tags);
        }
    }

    private record Tag(UUID series, String key, String value) {}

    private final Remembered<Key, UUID> known =
            new Remembered<>(MOST_BYTES, (key, id) -> Remembered.ENTRY + key.size());
    private final Map<Key, UUID> saving = new HashMap<>();
    private @Nullable String savingWitness;
    private @Nullable String witness;

    /** Adds: stores the series that are missing; gives the id of the series of each entry, in the same order. */
    List<UUID> save(Script script, List<CostEntry> entries) {
        saving.clear();
        savingWitness = null;
        List<UUID> ids = new ArrayList<>(entries.size());
        Map<UUID, Series> missing = new LinkedHashMap<>();
        for (CostEntry entry : entries) {
            Key key = new Key(entry.category(), entry.resourceId(), entry.tags());
            UUID id = known.values().get(key);
            if (id == null) {
                id = saving.get(key);
            }
            if (id == null) {
                Series series = Series.of(entry);
                id = series.id();
                missing.put(id, series);
                saving.put(key, id);
                savingWitness = entry.id();
            }
            ids.add(id);
        }
        if (!missing.isEmpty()) {
            insert(script, missing.values());
        }
        return ids;
    }

    /**
     * The id of an entry that was committed together with the series that was remembered last, so that all that are
     * remembered are there if it is; null if none is remembered.
     */
    @Nullable
    String witness() {
        return witness;
    }

    /** Forgets all, as when it is not known whether they are there still. */
    void forget() {
        known.clear();
        witness = null;
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
        known.putAll(saving);
        saving.clear();
        if (savingWitness != null) {
            witness = savingWitness;
            savingWitness = null;
        }
    }

    void abandoned() {
        saving.clear();
        savingWitness = null;
    }
}
