package io.codomyrmex.cost.store;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Answers by looking at every entry, to hold a store's answers against. */
final class BruteForce {

    private final Collection<CostEntry> entries;

    BruteForce(Collection<CostEntry> entries) {
        this.entries = entries;
    }

    private List<CostEntry> matching(TimeRange range, CostFilter filter) {
        return entries.stream()
                .filter(entry -> range.contains(entry.timestamp()))
                .filter(entry -> filter.category() == null || filter.category() == entry.category())
                .filter(entry ->
                        filter.resourceId() == null || filter.resourceId().equals(entry.resourceId()))
                .filter(entry -> filter.tags().entrySet().stream()
                        .allMatch(tag -> tag.getValue().equals(entry.tags().get(tag.getKey()))))
                .toList();
    }

    BigDecimal total(TimeRange range, CostFilter filter) {
        return AmountRule.canonical(
                matching(range, filter).stream().map(CostEntry::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** What the budget has spent in its period at the instant. */
    BigDecimal spent(BudgetSpec spec, Instant at) {
        return total(spec.period().containing(at, spec.zone()), spec.filter());
    }

    CostSummary summary(TimeRange range, CostFilter filter) {
        List<CostEntry> matching = matching(range, filter);
        Map<CostCategory, BigDecimal> byCategory = new HashMap<>();
        Map<String, BigDecimal> byResource = new HashMap<>();
        Map<String, Map<String, BigDecimal>> byTag = new HashMap<>();
        for (CostEntry entry : matching) {
            add(byCategory, entry.category(), entry.amount());
            if (!entry.resourceId().isEmpty()) {
                add(byResource, entry.resourceId(), entry.amount());
            }
            entry.tags()
                    .forEach((key, value) ->
                            add(byTag.computeIfAbsent(key, missing -> new HashMap<>()), value, entry.amount()));
        }
        return new CostSummary(range, total(range, filter), matching.size(), byCategory, byResource, byTag);
    }

    /** The start of each step that has an entry, with the sums of its groups. */
    Map<Instant, Map<String, BigDecimal>> series(SeriesQuery query) {
        Map<Instant, Map<String, BigDecimal>> steps = new TreeMap<>();
        for (CostEntry entry : matching(query.range(), query.filter())) {
            Instant start =
                    query.step().containing(entry.timestamp(), query.zone()).start();
            Instant cut = start.isBefore(query.range().start()) ? query.range().start() : start;
            String group = query.grouping().groupOf(entry.category(), entry.resourceId(), entry.tags());
            add(steps.computeIfAbsent(cut, missing -> new HashMap<>()), group, entry.amount());
        }
        return steps;
    }

    /** The largest groups of a breakdown: by size whatever the sign, then by the bytes of the name. */
    static <K> List<K> largest(Map<K, BigDecimal> sums, int groups, Function<K, String> name) {
        return sums.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<K, BigDecimal> group) ->
                                group.getValue().abs().negate())
                        .thenComparing(
                                group -> name.apply(group.getKey()).getBytes(StandardCharsets.UTF_8),
                                Arrays::compareUnsigned))
                .limit(groups)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static <K> void add(Map<K, BigDecimal> sums, K key, BigDecimal amount) {
        sums.put(
                key,
                AmountRule.canonical(sums.getOrDefault(key, BigDecimal.ZERO).add(amount)));
    }
}
