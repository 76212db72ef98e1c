package io.codomyrmex.cost.entry;

import io.codomyrmex.cost.input.TagsRule;
import io.codomyrmex.cost.input.TextRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which entries a summary or a budget covers: all that match every given part.
 *
 * @param category only this category; null for any
 * @param resourceId only this resource; null for any
 * @param tags only entries that carry every one of these tags with exactly this value; empty for any
 */
public record CostFilter(
        @Nullable CostCategory category, @Nullable String resourceId, Map<String, String> tags) {

    /** Covers every entry. */
    public static final CostFilter ALL = new CostFilter(null, null, Map.of());

    /**
     * Checks and copies.
     *
     * @throws io.codomyrmex.cost.input.InvalidInputException if the resource id or a tag breaks its rule
     */
    public CostFilter {
        if (resourceId != null) {
            resourceId = TextRule.filled("resource_id", resourceId, CostEntry.MAX_RESOURCE_ID);
        }
        tags = TagsRule.kept("tags", tags);
    }

    /** Only this category. */
    public static CostFilter category(CostCategory category) {
        return new CostFilter(category, null, Map.of());
    }

    /** Only entries with all these tags. */
    public static CostFilter tags(Map<String, String> tags) {
        return new CostFilter(null, null, tags);
    }

    /** Whether an entry of this category, resource and tags is covered. */
    public boolean covers(CostCategory entryCategory, String entryResourceId, Map<String, String> entryTags) {
        return (category == null || category == entryCategory)
                && (resourceId == null || resourceId.equals(entryResourceId))
                && (tags.isEmpty() || entryTags.entrySet().containsAll(tags.entrySet()));
    }

    /** Whether this entry is covered. */
    public boolean covers(CostEntry entry) {
        return covers(entry.category(), entry.resourceId(), entry.tags());
    }
}
