package io.codomyrmex.cost.summary;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.input.CodePointOrder;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
 * @param rests what each breakdown leaves out if the summary is limited to the largest groups; null if it is not limited
 */
public record CostSummary(
        TimeRange range,
        BigDecimal total,
        long entryCount,
        Map<CostCategory, BigDecimal> byCategory,
        Map<String, BigDecimal> byResource,
        Map<String, Map<String, BigDecimal>> byTag,
        @Nullable Rests rests) {

    /**
     * What a summary that is limited to the largest groups leaves out. A breakdown and its rest add up to what they would
     * without a limit.
     *
     * @param byCategory the categories that are not shown
     * @param byResource the resources that are not shown
     * @param byTag for each tag key, the values that are not shown
     */
    public record Rests(Rest byCategory, Rest byResource, Map<String, Rest> byTag) {

        /** Copies the map. */
        public Rests {
            byTag = inOrder(byTag);
        }
    }

    /** A summary that is not limited. */
    public CostSummary(
            TimeRange range,
            BigDecimal total,
            long entryCount,
            Map<CostCategory, BigDecimal> byCategory,
            Map<String, BigDecimal> byResource,
            Map<String, Map<String, BigDecimal>> byTag) {
        this(range, total, entryCount, byCategory, byResource, byTag, null);
    }

    /** The same summary with the largest groups of each breakdown, and the others as one figure. */
    public CostSummary limited(Top top) {
        Top.Split<CostCategory> categories = top.split(byCategory, CostCategory::wireName);
        Top.Split<String> resources = top.split(byResource, name -> name);
        Map<String, Map<String, BigDecimal>> tags = new HashMap<>();
        Map<String, Rest> tagRests = new HashMap<>();
        byTag.forEach((key, sums) -> {
            Top.Split<String> values = top.split(sums, value -> value);
            tags.put(key, values.shown());
            tagRests.put(key, values.rest());
        });
        Rests left = new Rests(categories.rest(), resources.rest(), tagRests);
        return new CostSummary(range, total, entryCount, categories.shown(), resources.shown(), tags, left);
    }

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
