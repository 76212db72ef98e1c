package io.codomyrmex.cost.gate;

import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.input.MetadataRule;
import io.codomyrmex.cost.input.TextRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was really spent of a hold. The entry's id, category and tags are the hold's.
 *
 * @param holdId which hold
 * @param actual what was spent; recorded in full, whatever was held; negative for a credit
 * @param description the entry's description; empty for none
 * @param resourceId the entry's resource id; empty for none
 * @param metadata the entry's metadata
 * @param timestamp the entry's timestamp; null for the moment of the reservation, so that the cost counts in the period in
 *     which the money was held
 */
public record HoldCommit(
        String holdId,
        BigDecimal actual,
        String description,
        String resourceId,
        Map<String, @Nullable Object> metadata,
        @Nullable Instant timestamp) {

    /**
     * @throws io.codomyrmex.cost.input.InvalidInputException for the first field that breaks its rule
     */
    public HoldCommit {
        holdId = TextRule.id("id", holdId, CostEntry.MAX_ID);
        actual = AmountRule.any("actual", actual);
        description = TextRule.bounded("description", description, CostEntry.MAX_DESCRIPTION);
        resourceId = TextRule.bounded("resource_id", resourceId, CostEntry.MAX_RESOURCE_ID);
        metadata = MetadataRule.kept("metadata", metadata);
        timestamp = timestamp == null ? null : InstantRule.kept("timestamp", timestamp);
    }

    /** A commit of this amount, with nothing else said. */
    public static HoldCommit of(String holdId, BigDecimal actual) {
        return new HoldCommit(holdId, actual, "", "", Map.of(), null);
    }

    /** The entry to be recorded for the hold. */
    public Posting posting(Hold hold) {
        CostEntry entry = new CostEntry(
                hold.id(),
                actual,
                hold.category(),
                description,
                resourceId,
                hold.tags(),
                metadata,
                timestamp == null ? hold.reservedAt() : timestamp);
        return new Posting(entry, true);
    }
}
