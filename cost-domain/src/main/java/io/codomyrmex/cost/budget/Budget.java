package io.codomyrmex.cost.budget;

import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A budget as the ledger keeps it.
 *
 * @param spec what was decided about it
 * @param revision names its counters: unique in the ledger, new whenever filter, period or zone change
 * @param since when this revision began
 */
public record Budget(BudgetSpec spec, long revision, Instant since) {

    /** See {@link BudgetSpec#id()}. */
    public String id() {
        return spec.id();
    }

    /** See {@link BudgetSpec#amount()}. */
    public BigDecimal amount() {
        return spec.amount();
    }

    /** See {@link BudgetSpec#period()}. */
    public BudgetPeriod period() {
        return spec.period();
    }

    /** See {@link BudgetSpec#filter()}. */
    public CostFilter filter() {
        return spec.filter();
    }

    /** The period of this budget that the instant lies in. */
    public TimeRange periodAt(Instant instant) {
        return spec.period().containing(instant, spec.zone());
    }

    /** The period of this budget before the one that the instant lies in. */
    public TimeRange periodBefore(Instant instant) {
        return spec.period().before(instant, spec.zone());
    }

    /** The start of the period of this budget that the instant lies in. */
    public Instant periodStart(Instant instant) {
        return periodAt(instant).start();
    }

    /** The name of its counter for the period that the instant lies in. */
    public BalanceKey keyAt(Instant instant) {
        return new BalanceKey(spec.id(), revision, periodStart(instant));
    }
}
