package io.codomyrmex.cost.gate;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.input.TagsRule;
import io.codomyrmex.cost.input.TextRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * A wish to hold money before it is spent.
 *
 * @param id the idempotency key: asking again with the same id and content gives the same hold; 1 to 200 characters
 * @param amount the most that is expected to be spent, zero or more
 * @param category the category of the cost to come
 * @param tags the tags of the cost to come
 * @param ttl how long to hold, from 1 ms to 24 hours
 */
public record HoldRequest(String id, BigDecimal amount, CostCategory category, Map<String, String> tags, Duration ttl) {

    /** How long a hold lasts whose caller does not say. */
    public static final Duration DEFAULT_TTL = Duration.ofMinutes(10);
    /** The longest that a hold may last. */
    public static final Duration MAX_TTL = Duration.ofHours(24);

    private static final Duration MIN_TTL = Duration.ofMillis(1);

    /**
     * @throws InvalidInputException for the first field that breaks its rule
     */
    public HoldRequest {
        id = TextRule.id("id", id, CostEntry.MAX_ID);
        amount = AmountRule.zeroOrMore("amount", amount);
        if (category == null) {
            throw new InvalidInputException("category", null, "must be given");
        }
        tags = TagsRule.kept("tags", tags);
        if (ttl == null || ttl.compareTo(MIN_TTL) < 0 || ttl.compareTo(MAX_TTL) > 0) {
            throw new InvalidInputException("ttl", ttl, "must lie from 1 ms to 24 hours");
        }
    }

    /** The hold that is granted at this moment. */
    public Hold grantedAt(Instant now) {
        return new Hold(id, amount, category, tags, now, now.plus(ttl).truncatedTo(ChronoUnit.MICROS), HoldStatus.HELD);
    }

    /** Whether the hold, which has the same id, was asked for with the same content. */
    public boolean repeats(Hold hold) {
        return amount.compareTo(hold.amount()) == 0 && category == hold.category() && tags.equals(hold.tags());
    }
}
