package io.codomyrmex.cost.entry;

import io.codomyrmex.cost.input.AmountRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cost as a caller hands it in: only the amount must be there. Nothing is checked until it becomes a {@link Posting},
 * so that a batch can answer for each of its items.
 *
 * <pre>{@code
 * CostDraft.of("0.0421").resource("gpt-4o").tag("team", "search").id("request-7731")
 * }</pre>
 *
 * @param id the idempotency key; null for a made one
 * @param amount billed cost in the ledger's currency
 * @param category what was paid for
 * @param description free text
 * @param resourceId what it was paid for
 * @param tags text to text
 * @param metadata a JSON object
 * @param timestamp when the cost arose; null for the moment of recording
 */
public record CostDraft(
        @Nullable String id,
        @Nullable BigDecimal amount,
        CostCategory category,
        String description,
        String resourceId,
        Map<String, String> tags,
        Map<String, ? extends @Nullable Object> metadata,
        @Nullable Instant timestamp) {

    /** A draft of this amount, in category {@code llm_inference}, with nothing else set. */
    public static CostDraft of(BigDecimal amount) {
        return new CostDraft(null, amount, CostCategory.LLM_INFERENCE, "", "", Map.of(), Map.of(), null);
    }

    /**
     * A draft of this amount, in category {@code llm_inference}, with nothing else set.
     *
     * @throws io.codomyrmex.cost.input.InvalidInputException if the text is not a decimal number
     */
    public static CostDraft of(String amount) {
        return of(AmountRule.parse("amount", amount));
    }

    /** A copy with this idempotency key. */
    public CostDraft id(@Nullable String newId) {
        return new CostDraft(newId, amount, category, description, resourceId, tags, metadata, timestamp);
    }

    /** A copy with this category. */
    public CostDraft category(CostCategory newCategory) {
        return new CostDraft(id, amount, newCategory, description, resourceId, tags, metadata, timestamp);
    }

    /** A copy with this description. */
    public CostDraft description(String newDescription) {
        return new CostDraft(id, amount, category, newDescription, resourceId, tags, metadata, timestamp);
    }

    /** A copy with this resource id. */
    public CostDraft resource(String newResourceId) {
        return new CostDraft(id, amount, category, description, newResourceId, tags, metadata, timestamp);
    }

    /** A copy with this tag besides those already there; the same key again replaces its value. */
    public CostDraft tag(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(tags);
        more.put(key, value);
        return tags(more);
    }

    /** A copy with these tags in place of all others. */
    public CostDraft tags(Map<String, String> newTags) {
        return new CostDraft(id, amount, category, description, resourceId, newTags, metadata, timestamp);
    }

    /** A copy with this metadata in place of any other. */
    public CostDraft metadata(Map<String, ? extends @Nullable Object> newMetadata) {
        return new CostDraft(id, amount, category, description, resourceId, tags, newMetadata, timestamp);
    }

    /** A copy with this time; null for the moment of recording. */
    public CostDraft at(@Nullable Instant newTimestamp) {
        return new CostDraft(id, amount, category, description, resourceId, tags, metadata, newTimestamp);
    }

    /**
     * The checked offer to a store: the given id and time if set, else those handed in.
     *
     * @param newId the id to take if the draft has none
     * @param now the time to take if the draft has none
     * @throws io.codomyrmex.cost.input.InvalidInputException for the first field that breaks its rule
     */
    @SuppressWarnings("NullAway") // CostEntry checks every field, a missing amount among them, and says so
    public Posting complete(String newId, Instant now) {
        CostEntry entry = new CostEntry(
                id == null ? newId : id,
                amount,
                category,
                description,
                resourceId,
                tags,
                (Map<String, @Nullable Object>) copy(metadata),
                timestamp == null ? now : timestamp);
        return new Posting(entry, timestamp != null);
    }

    @SuppressWarnings("unchecked") // read only: CostEntry takes a deep copy
    private static @Nullable Map<String, @Nullable Object> copy(@Nullable Map<String, ?> metadata) {
        return (Map<String, @Nullable Object>) metadata;
    }
}
