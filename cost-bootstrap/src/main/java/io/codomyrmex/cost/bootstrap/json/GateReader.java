package io.codomyrmex.cost.bootstrap.json;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.input.InvalidInputException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes questions and orders to the gate of strict JSON trees. */
final class GateReader {

    private static final Set<String> QUESTION = new LinkedHashSet<>(List.of("amount", "budget_id", "category", "tags"));
    private static final Set<String> REQUEST = new LinkedHashSet<>(List.of("id", "amount", "category", "tags", "ttl"));
    private static final Set<String> COMMIT =
            new LinkedHashSet<>(List.of("actual", "description", "resource_id", "metadata", "timestamp"));

    private GateReader() {}

    static SpendQuestion question(JsonNode node) {
        ObjectReader fields = new ObjectReader("question", node, QUESTION);
        BigDecimal amount = AmountRule.zeroOrMore("amount", fields.decimal("amount"));
        String budget = fields.text("budget_id");
        boolean covering = fields.value("category") != null || fields.value("tags") != null;
        if (budget != null && covering) {
            throw new InvalidInputException("budget_id", budget, "must not go with category or tags");
        }
        if (budget != null) {
            return new SpendQuestion(amount, new SpendScope.Named(budget));
        }
        return new SpendQuestion(
                amount,
                covering
                        ? new SpendScope.Covering(DraftReader.category(fields), fields.texts("tags"))
                        : SpendScope.ALL);
    }

    static HoldRequest request(JsonNode node, @Nullable String key, Supplier<String> newId) {
        ObjectReader fields = new ObjectReader("reservation", node, REQUEST);
        CostCategory category = DraftReader.category(fields);
        String id = CostJson.oneId(fields.text("id"), key);
        return new HoldRequest(
                id == null ? newId.get() : id,
                AmountRule.zeroOrMore("amount", fields.decimal("amount")),
                category,
                fields.texts("tags"),
                ttl(fields.value("ttl")));
    }

    private static Duration ttl(@Nullable JsonNode ttl) {
        if (ttl == null) {
            return HoldRequest.DEFAULT_TTL;
        }
        try {
            if (ttl.isNumber()) {
                return Duration.ofSeconds(ttl.decimalValue().longValueExact());
            } else if (ttl.isString()) {
                return Duration.parse(ttl.stringValue());
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            throw invalidTtl(ttl, e);
        }
        throw invalidTtl(ttl, null);
    }

    private static InvalidInputException invalidTtl(JsonNode ttl, @Nullable Exception cause) {
        return new InvalidInputException(
                "ttl", ttl.isString() ? ttl.stringValue() : ttl, "must be whole seconds or ISO 8601 like PT10M", cause);
    }

    @SuppressWarnings(
            "NullAway") // javac leaves the type annotation of a compact constructor's parameter out of the class
    static HoldCommit commit(String holdId, JsonNode node) {
        ObjectReader fields = new ObjectReader("commit", node, COMMIT);
        String timestamp = fields.text("timestamp");
        return new HoldCommit(
                holdId,
                AmountRule.any("actual", fields.decimal("actual")),
                fields.text("description", ""),
                fields.text("resource_id", ""),
                DraftReader.metadata(fields),
                timestamp == null ? null : CostJson.readInstant("timestamp", timestamp));
    }
}
