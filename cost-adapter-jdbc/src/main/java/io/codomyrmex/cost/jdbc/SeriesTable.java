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

/**
 * Stores the series that entries belong to. It remembers those that are committed, up to a bound, since most entries
 * belong to a series that is there already. Used by one transaction at a time.
 */
final class SeriesTable {

    private static final int REMEMBERED = 100_000;

    private record Key(CostCategory category, String resourceId, Map<String, String> tags) {}

    private record Tag(UUID series, String key, String value) {}

    private static final String INSERT_SERIES = """
            insert into cost_series (id, category, resource_id, tags)
            select id, category, resource_id, tags from unnest(cast(? as uuid array), cast(? as varchar array),
                cast(? as varchar array), cast(? as varchar array)) as n (id, category, resource_id, tags)
            on conflict do nothing""";
    private static final String INSERT_TAGS = """
            insert into cost_series_tag (series_id, tag_key, tag_value)
            select series_id, tag_key, tag_value from unnest(cast(? as uuid array), cast(? as varchar array),
                cast(? as varchar array)) as n (series_id, tag_key, tag_value)
            on conflict do nothing""";

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
        script.update(
                INSERT_SERIES,
                Script.uuids(missing, Series::id),
                Script.texts(missing, one -> one.category().wireName()),
                Script.texts(missing, Series::resourceId),
                Script.texts(missing, Series::tagsJson));
        List<Tag> tags = new ArrayList<>();
        for (Series one : missing) {
            one.tags().forEach((key, value) -> tags.add(new Tag(one.id(), key, value)));
        }
        if (!tags.isEmpty()) {
            script.update(
                    INSERT_TAGS,
                    Script.uuids(tags, Tag::series),
                    Script.texts(tags, Tag::key),
                    Script.texts(tags, Tag::value));
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
