package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.budget.BudgetStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * How much every enforced budget has left: worked out once, good until the books change, a period ends or a hold expires.
 *
 * @param stamp of the books before it was worked out, see {@link Access#stamp}
 * @param from the first instant it is good for
 * @param until the first instant it is no longer good for
 * @param remaining what each budget has left
 */
record Headroom(long stamp, Instant from, Instant until, List<BigDecimal> remaining) {

    /** Good for no instant. */
    static final Headroom NONE = new Headroom(0, Instant.MAX, Instant.MIN, List.of());

    /** What budgets have left, if no hold expires from the first of these instants until the second. */
    static Headroom of(long stamp, List<BudgetStatus> statuses, Instant settledFrom, Instant settledUntil) {
        Instant from = settledFrom;
        Instant until = settledUntil;
        for (BudgetStatus status : statuses) {
            from = later(from, status.period().start());
            until = status.period().end().isBefore(until) ? status.period().end() : until;
        }
        return new Headroom(
                stamp,
                from,
                until,
                statuses.stream().map(BudgetStatus::remaining).toList());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** Whether it is good for this instant, as long as the books have not changed. */
    boolean isFor(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    /** Whether every budget has room for the amount. */
    boolean fits(BigDecimal amount) {
        for (BigDecimal left : remaining) {
            if (!BudgetStatus.fits(amount, left)) {
                return false;
            }
        }
        return true;
    }
}
