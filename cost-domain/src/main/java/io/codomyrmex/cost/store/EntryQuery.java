package io.codomyrmex.cost.store;

import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.input.CodePointOrder;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page of entries, ordered by timestamp, then id in {@link CodePointOrder}.
 *
 * @param range which timestamps
 * @param filter which entries
 * @param after the position to go on from, exclusive; null for the beginning
 * @param limit the most entries to return, 1 to 10,000
 */
public record EntryQuery(
        TimeRange range, CostFilter filter, @Nullable Position after, int limit) {

    /** The largest page. */
    public static final int MAX_LIMIT = 10_000;

    /**
     * @throws InvalidInputException if the limit is out of range
     */
    public EntryQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInputException("limit", limit, "must lie from 1 to " + MAX_LIMIT);
        }
    }

    /** The query for the page after the one that ended with this entry. */
    public EntryQuery after(CostEntry last) {
        return new EntryQuery(range, filter, new Position(last.timestamp(), last.id()), limit);
    }

    /**
     * A place in the order of entries.
     *
     * @param timestamp the timestamp of the entry at it
     * @param id the id of the entry at it
     */
    public record Position(Instant timestamp, String id) {

        /**
         * @throws InvalidInputException if the timestamp is out of range
         */
        public Position {
            timestamp = InstantRule.kept("after", timestamp);
        }
    }
}
