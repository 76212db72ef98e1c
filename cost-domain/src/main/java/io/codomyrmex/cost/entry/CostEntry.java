package io.codomyrmex.cost.entry;

import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.input.MetadataRule;
import io.codomyrmex.cost.input.TagsRule;
import io.codomyrmex.cost.input.TextRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One cost record of the ledger. Immutable, checked and in canonical form, so that two entries with the same content are
 * equal whatever store they come from.
 *
 * @param id the idempotency key, unique in the ledger; 1 to 200 characters
 * @param amount billed cost in the ledger's currency, canonical (see {@link AmountRule}); negative for credits
 * @param category what was paid for
 * @param description free text of at most 4,000 characters; empty if there is none
 * @param resourceId what it was paid for: a model, a machine, a bucket; at most 1,024 characters, empty if there is none
 * @param tags text to text, sorted by key (see {@link TagsRule})
 * @param metadata a JSON object (see {@link MetadataRule}); not summed or filtered by
 * @param timestamp when the cost arose: the charge period's start, to the microsecond; it alone decides the period
 */
public record CostEntry(
        String id,
        BigDecimal amount,
        CostCategory category,
        String description,
        String resourceId,
        Map<String, String> tags,
        Map<String, @Nullable Object> metadata,
        Instant timestamp) {

    /** The most characters in an id. */
    public static final int MAX_ID = 200;
    /** The most characters in a description. */
    public static final int MAX_DESCRIPTION = 4_000;
    /** The most characters in a resource id. */
    public static final int MAX_RESOURCE_ID = 1_024;

    /**
     * Checks every field and brings it into canonical form.
     *
     * @throws InvalidInputException for the first field that breaks its rule
     */
    public CostEntry {
        id = TextRule.id("id", id, MAX_ID);
        amount = AmountRule.any("amount", amount);
        if (category == null) {
            throw new InvalidInputException("category", null, "must be given");
        }
        description = TextRule.bounded("description", description, MAX_DESCRIPTION);
        resourceId = TextRule.bounded("resource_id", resourceId, MAX_RESOURCE_ID);
        tags = TagsRule.kept("tags", tags);
        metadata = MetadataRule.kept("metadata", metadata);
        timestamp = InstantRule.kept("timestamp", timestamp);
    }
}
