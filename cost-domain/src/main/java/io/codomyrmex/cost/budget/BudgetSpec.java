package io.codomyrmex.cost.budget;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.input.TextRule;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a caller decides about a budget.
 *
 * @param id unique; 1 to 200 characters
 * @param name as people know it; 1 to 200 characters
 * @param amount the limit of each period, in the ledger's currency, zero or more; zero allows no spending and never alerts
 * @param period how long the amount lasts
 * @param zone where its days, weeks and months start; no matter for hourly budgets
 * @param filter which entries it covers: by category and tags; a resource id is not part of it
 * @param alertThresholds shares of the amount at which an alert fires, each above 0 and at most 1,000, ascending and
 *     distinct; at most 20; empty for none
 * @param enforced whether the gate refuses spending beyond it; an alert-only budget never denies
 */
public record BudgetSpec(
        String id,
        String name,
        BigDecimal amount,
        BudgetPeriod period,
        ZoneId zone,
        CostFilter filter,
        List<BigDecimal> alertThresholds,
        boolean enforced) {

    /** The most characters in an id or a name. */
    public static final int MAX_NAME = 200;
    /** The thresholds of a budget that names none. */
    public static final List<BigDecimal> DEFAULT_THRESHOLDS =
            List.of(new BigDecimal("0.5"), new BigDecimal("0.8"), new BigDecimal("0.9"), BigDecimal.ONE);

    private static final int MAX_THRESHOLDS = 20;
    private static final BigDecimal MAX_THRESHOLD = new BigDecimal(1000);

    /**
     * Checks every field and brings it into canonical form.
     *
     * @throws InvalidInputException for the first field that breaks its rule
     */
    public BudgetSpec {
        id = TextRule.id("id", id, MAX_NAME);
        name = TextRule.id("name", name, MAX_NAME);
        amount = AmountRule.zeroOrMore("amount", amount);
        if (period == null) {
            throw new InvalidInputException("period", null, "must be given");
        }
        if (zone == null) {
            throw new InvalidInputException("zone", null, "must be given");
        }
        if (filter.resourceId() != null) {
            throw new InvalidInputException("resource_id", filter.resourceId(), "is not something a budget filters by");
        }
        alertThresholds = checkedThresholds(alertThresholds);
    }

    /**
     * A budget of this name with the id made of it, in UTC, covering everything, with the default thresholds, enforced.
     *
     * @throws InvalidInputException for the first value that breaks its rule
     */
    public static BudgetSpec of(String name, BigDecimal amount, BudgetPeriod period) {
        return new BudgetSpec(
                idOf(name), name, amount, period, ZoneOffset.UTC, CostFilter.ALL, DEFAULT_THRESHOLDS, true);
    }

    /** The id that a name gives: lower case, each blank an underscore. */
    public static String idOf(@Nullable String name) {
        return TextRule.id("name", name, MAX_NAME).toLowerCase(Locale.ROOT).replaceAll("\\s", "_");
    }

    /** A copy with this id. */
    public BudgetSpec id(String newId) {
        return new BudgetSpec(newId, name, amount, period, zone, filter, alertThresholds, enforced);
    }

    /** A copy with this name and the same id. */
    public BudgetSpec name(String newName) {
        return new BudgetSpec(id, newName, amount, period, zone, filter, alertThresholds, enforced);
    }

    /** A copy with this amount. */
    public BudgetSpec amount(BigDecimal newAmount) {
        return new BudgetSpec(id, name, newAmount, period, zone, filter, alertThresholds, enforced);
    }

    /** A copy with this period. */
    public BudgetSpec period(BudgetPeriod newPeriod) {
        return new BudgetSpec(id, name, amount, newPeriod, zone, filter, alertThresholds, enforced);
    }

    /** A copy with this zone. */
    public BudgetSpec zone(ZoneId newZone) {
        return new BudgetSpec(id, name, amount, period, newZone, filter, alertThresholds, enforced);
    }

    /** A copy that covers only this category; null for any. */
    public BudgetSpec category(@Nullable CostCategory newCategory) {
        return filter(new CostFilter(newCategory, null, filter.tags()));
    }

    /** A copy that covers only entries with all these tags; empty for any. */
    public BudgetSpec tags(Map<String, String> newTags) {
        return filter(new CostFilter(filter.category(), null, newTags));
    }

    /** A copy with this filter. */
    public BudgetSpec filter(CostFilter newFilter) {
        return new BudgetSpec(id, name, amount, period, zone, newFilter, alertThresholds, enforced);
    }

    /** A copy with these thresholds, in any order. */
    public BudgetSpec alertThresholds(List<BigDecimal> newThresholds) {
        return new BudgetSpec(id, name, amount, period, zone, filter, newThresholds, enforced);
    }

    /** A copy that is enforced or alert-only. */
    public BudgetSpec enforced(boolean newEnforced) {
        return new BudgetSpec(id, name, amount, period, zone, filter, alertThresholds, newEnforced);
    }

    /** Whether the other counts the same entries in the same periods, so that counters and fired alerts carry over. */
    public boolean countsLike(BudgetSpec other) {
        return period == other.period && zone.equals(other.zone) && filter.equals(other.filter);
    }

    private static List<BigDecimal> checkedThresholds(@Nullable List<BigDecimal> thresholds) {
        if (thresholds == null) {
            throw new InvalidInputException("alert_thresholds", null, "must be given");
        }
        TreeSet<BigDecimal> ascending = new TreeSet<>();
        for (BigDecimal threshold : thresholds) {
            BigDecimal checked = AmountRule.any("alert_thresholds", threshold);
            if (checked.signum() <= 0 || checked.compareTo(MAX_THRESHOLD) > 0) {
                throw new InvalidInputException("alert_thresholds", threshold, "must be above 0 and at most 1000");
            }
            ascending.add(checked);
        }
        if (ascending.size() > MAX_THRESHOLDS) {
            throw new InvalidInputException(
                    "alert_thresholds", ascending.size() + " thresholds", "must have at most " + MAX_THRESHOLDS);
        }
        return List.copyOf(ascending);
    }
}
