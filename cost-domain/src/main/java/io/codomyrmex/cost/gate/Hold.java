package io.codomyrmex.cost.gate;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.entry.CostCategory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * Money that is kept free in every budget that covers it, in the period of the moment it was reserved, until it is
 * committed, released or expired.
 *
 * @param id unique in the ledger; the entry that a commit records gets the same id
 * @param amount what is held, zero or more, in the ledger's currency
 * @param category the category of the cost to come
 * @param tags the tags of the cost to come
 * @param reservedAt when it was granted; the timestamp of the entry that a commit records, unless it gives another
 * @param expiresAt from when on it no longer holds
 * @param status as of the moment it was read
 */
public record Hold(
        String id,
        BigDecimal amount,
        CostCategory category,
        Map<String, String> tags,
        Instant reservedAt,
        Instant expiresAt,
        HoldStatus status) {

    /** A copy with this status. */
    public Hold status(HoldStatus newStatus) {
        return new Hold(id, amount, category, tags, reservedAt, expiresAt, newStatus);
    }

    /** Whether its time has run out by then, though nobody has noted it down yet. */
    public boolean isOverdue(Instant now) {
        return status == HoldStatus.HELD && !now.isBefore(expiresAt);
    }

    /** As it is at a moment: expired from {@code expiresAt} on, without any job having run. */
    public Hold asOf(Instant now) {
        return isOverdue(now) ? status(HoldStatus.EXPIRED) : this;
    }

    /** Whether the budget covers the cost to come. A budget does not filter by resource, so none is needed. */
    public boolean isCoveredBy(Budget budget) {
        return budget.filter().covers(category, "", tags);
    }
}
