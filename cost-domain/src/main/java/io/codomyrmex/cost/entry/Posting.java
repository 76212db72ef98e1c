package io.codomyrmex.cost.entry;

/**
 * A checked entry on its way into the ledger.
 *
 * @param entry what is to be stored
 * @param timed whether the caller gave the timestamp. If not, a repetition carries another one, so it does not count when
 *     this offer is compared with what is stored
 */
public record Posting(CostEntry entry, boolean timed) {

    /** Whether the stored entry, which has the same id, has the same content too: then this offer is a duplicate of it. */
    public boolean repeats(CostEntry stored) {
        return entry.amount().compareTo(stored.amount()) == 0
                && entry.category() == stored.category()
                && entry.description().equals(stored.description())
                && entry.resourceId().equals(stored.resourceId())
                && entry.tags().equals(stored.tags())
                && entry.metadata().equals(stored.metadata())
                && (!timed || entry.timestamp().equals(stored.timestamp()));
    }
}
