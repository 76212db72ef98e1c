package io.codomyrmex.cost.summary;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.input.CodePointOrder;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exact sums over the entries of a range. Groups without an entry are absent; a group whose entries cancel out is there
 * with zero. All maps are unmodifiable and in order: categories as declared, texts in {@link CodePointOrder}.
 *
 * @param range the range asked for
 * @param total sum of all amounts, canonical
 * @param entryCount how many entries there are
 * @param byCategory sum of each category; they add up to the total
 * @param byResource sum of each resource id; entries without one are in the total only
 * @param byTag tag key to value to sum; an entry counts once under each of its tags
 */
public record CostSummary(
        TimeRange range,
        BigDecimal total,
        long entryCount,
        Map<CostCategory, BigDecimal> byCategory,
        Map<String, BigDecimal> byResource,
        Map<String, Map<String, BigDecimal>> byTag) {

    /** Copies the maps. */
    public CostSummary {
        byCategory = Collections.unmodifiableMap(new TreeMap<>(byCategory));
        byResource = inOrder(byResource);
        Map<String, Map<String, BigDecimal>> tags = new LinkedHashMap<>();
        inOrder(byTag).forEach((key, sums) -> tags.put(key, inOrder(sums)));
        byTag = Collections.unmodifiableMap(tags);
    }

    private static <V> Map<String, V> inOrder(Map<String, V> map) {
        Map<String, V> copy = new TreeMap<>(CodePointOrder.CODE_POINTS);
        copy.putAll(map);
        return Collections.unmodifiableMap(copy);
    }
}
