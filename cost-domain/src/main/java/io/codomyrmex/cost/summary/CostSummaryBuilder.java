package io.codomyrmex.cost.summary;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Adds up a {@link CostSummary} from sums of (category, resource, tags), in any order. Not thread-safe. */
public final class CostSummaryBuilder {

    private BigDecimal total = BigDecimal.ZERO;
    private long count;
    private final Map<CostCategory, BigDecimal> byCategory = new EnumMap<>(CostCategory.class);
    private final Map<String, BigDecimal> byResource = new HashMap<>();
    private final Map<String, Map<String, BigDecimal>> byTag = new HashMap<>();

    /**
     * Adds one sum.
     *
     * @param category the category of all entries in it
     * @param resourceId their resource id; empty for none
     * @param tags their tags
     * @param amount their exact sum
     * @param entries how many they are; nothing is added if zero
     */
    public void add(
            CostCategory category, String resourceId, Map<String, String> tags, BigDecimal amount, long entries) {
        if (entries == 0) {
            return;
        }
        total = total.add(amount);
        count += entries;
        byCategory.merge(category, amount, BigDecimal::add);
        if (!resourceId.isEmpty()) {
            byResource.merge(resourceId, amount, BigDecimal::add);
        }
        tags.forEach(
                (key, value) -> byTag.computeIfAbsent(key, k -> new HashMap<>()).merge(value, amount, BigDecimal::add));
    }

    /** The summary of all that was added, for this range. */
    public CostSummary build(TimeRange range) {
        byCategory.replaceAll((key, sum) -> AmountRule.canonical(sum));
        byResource.replaceAll((key, sum) -> AmountRule.canonical(sum));
        byTag.values().forEach(sums -> sums.replaceAll((key, sum) -> AmountRule.canonical(sum)));
        return new CostSummary(range, AmountRule.canonical(total), count, byCategory, byResource, byTag);
    }
}
