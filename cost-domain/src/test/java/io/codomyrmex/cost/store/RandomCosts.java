package io.codomyrmex.cost.store;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random costs out of few categories, resources and tags, so that filters and groups hit, with times on and off edges. */
final class RandomCosts {

    private static final List<String> RESOURCES = List.of("", "gpt-4o", "disk '1'", "größe/ß", "🧾");
    private static final List<String> TAG_KEYS = List.of("team", " team", "Team", "it's");
    private static final List<String> TAG_VALUES = List.of("", "search", "a\"b", "a'b");

    private final SplittableRandom random;
    private int ids;

    RandomCosts(SplittableRandom random) {
        this.random = random;
    }

    /** A cost of a new id at an instant of the range. */
    CostDraft next(TimeRange range) {
        return CostDraft.of(amount())
                .id("r" + ids++)
                .category(category())
                .resource(RESOURCES.get(random.nextInt(RESOURCES.size())))
                .tags(tags(3))
                .at(instant(range, ChronoUnit.MICROS));
    }

    BigDecimal amount() {
        int scale = random.nextInt(19);
        long unscaled = random.nextLong(-200_000, 1_000_000);
        return BigDecimal.valueOf(unscaled, scale);
    }

    CostCategory category() {
        return CostCategory.values()[random.nextInt(CostCategory.values().length)];
    }

    private Map<String, String> tags(int most) {
        Map<String, String> tags = new HashMap<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            tags.put(TAG_KEYS.get(random.nextInt(TAG_KEYS.size())), TAG_VALUES.get(random.nextInt(TAG_VALUES.size())));
        }
        return tags;
    }

    /** A filter that often is empty. */
    CostFilter filter() {
        String resource = random.nextInt(4) == 0 ? RESOURCES.get(1 + random.nextInt(RESOURCES.size() - 1)) : null;
        return new CostFilter(random.nextInt(3) == 0 ? category() : null, resource, tags(1));
    }

    /** An instant of the range; one in four on a day's, one in four on an hour's edge or just before it. */
    Instant instant(TimeRange range, ChronoUnit finest) {
        long nanos = Duration.between(range.start(), range.end()).toNanos();
        Instant any = range.start().plusNanos(random.nextLong(nanos)).truncatedTo(finest);
        Instant at = switch (random.nextInt(8)) {
            case 0 -> any.truncatedTo(ChronoUnit.DAYS);
            case 1 -> any.truncatedTo(ChronoUnit.DAYS).minus(1, finest);
            case 2 -> any.truncatedTo(ChronoUnit.HOURS);
            case 3 -> any.truncatedTo(ChronoUnit.HOURS).minus(1, finest);
            default -> any;
        };
        return range.contains(at) ? at : any;
    }

    /** A part of the range: long, short, on or off edges; ends may have nanoseconds. */
    TimeRange within(TimeRange range) {
        ChronoUnit finest = random.nextInt(4) == 0 ? ChronoUnit.NANOS : ChronoUnit.MICROS;
        Instant from = instant(range, finest);
        Instant to = switch (random.nextInt(4)) {
            case 0 -> from.plus(1 + random.nextInt(3 * 3_600_000), ChronoUnit.MILLIS);
            case 1 -> from.plus(1 + random.nextInt(5_000), ChronoUnit.MICROS);
            default -> instant(range, finest);
        };
        if (Duration.between(from, to).abs().toNanos() < 1_000) {
            return range;
        }
        return from.isBefore(to) ? new TimeRange(from, to) : new TimeRange(to, from);
    }
}
