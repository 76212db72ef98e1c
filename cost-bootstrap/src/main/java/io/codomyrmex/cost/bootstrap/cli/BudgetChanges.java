package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.input.Pairs;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to change about a budget; what is not given stays. */
final class BudgetChanges {

    @Option(names = "--name", paramLabel = "NAME", description = "Its new name; the id stays.")
    private @Nullable String name;

    @Option(
            names = "--amount",
            paramLabel = "AMOUNT",
            converter = Positional.Amount.class,
            description = "Its new limit of each period.")
    private @Nullable BigDecimal amount;

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            converter = Values.Period.class,
            description = "hourly, daily, weekly or monthly.")
    private @Nullable BudgetPeriod period;

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            converter = Values.Category.class,
            description = "Only entries of this category count.")
    private @Nullable CostCategory category;

    @Option(names = "--no-category", description = "Entries of every category count.")
    private boolean anyCategory;

    @Option(
            names = "--tag",
            paramLabel = "KEY=VALUE",
            description = "Only entries with this tag count; replaces all its tags; may be repeated.")
    private List<String> tags = List.of();

    @Option(names = "--no-tags", description = "Entries count whatever their tags.")
    private boolean anyTags;

    @Option(
            names = "--threshold",
            paramLabel = "RATIO",
            converter = Values.Threshold.class,
            description = "Alerts at this share of the amount; replaces all its thresholds; may be repeated.")
    private List<BigDecimal> thresholds = List.of();

    @Option(names = "--alert-only", description = "Alerts, but never denies spending.")
    private boolean alertOnly;

    @Option(names = "--enforced", description = "Denies spending beyond its amount.")
    private boolean enforced;

    /**
     * Refuses what contradicts itself or changes nothing, before the ledger is opened.
     *
     * @param id the budget's id
     * @param zone the new zone; null to leave it
     */
    void check(String id, @Nullable ZoneId zone) {
        if (category != null && anyCategory) {
            throw new InvalidInputException("category", category.wireName(), "must not go with --no-category");
        }
        if (!tags.isEmpty() && anyTags) {
            throw new InvalidInputException("tag", tags.get(0), "must not go with --no-tags");
        }
        if (alertOnly && enforced) {
            throw new InvalidInputException("alert-only", true, "must not go with --enforced");
        }
        boolean changed = Stream.of(name, amount, period, category, zone).anyMatch(Objects::nonNull)
                || !tags.isEmpty()
                || !thresholds.isEmpty()
                || anyCategory
                || anyTags
                || alertOnly
                || enforced;
        if (!changed) {
            throw new InvalidInputException("id", id, "must come with at least one change; see --help");
        }
        on(BudgetSpec.of(id, BigDecimal.ZERO, BudgetPeriod.DAILY), zone); // every value obeys its rule
    }

    /** The budget with these changes. */
    BudgetSpec on(BudgetSpec spec, @Nullable ZoneId zone) {
        BudgetSpec changed = spec;
        changed = name == null ? changed : changed.name(name);
        changed = amount == null ? changed : changed.amount(amount);
        changed = period == null ? changed : changed.period(period);
        changed = zone == null ? changed : changed.zone(zone);
        changed = category == null && !anyCategory ? changed : changed.category(category);
        changed = tags.isEmpty() && !anyTags ? changed : changed.tags(Pairs.of("tag", tags));
        changed = thresholds.isEmpty() ? changed : changed.alertThresholds(thresholds);
        return alertOnly || enforced ? changed.enforced(enforced) : changed;
    }
}
