package io.codomyrmex.cost.bootstrap.json;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.input.InvalidInputException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes drafts of strict JSON trees. */
final class DraftReader {

    private static final String FIELDS = "id, amount, category, description, resource_id, tags, metadata, timestamp";
    private static final CostDraft EMPTY =
            new CostDraft(null, null, CostCategory.LLM_INFERENCE, "", "", Map.of(), Map.of(), null);

    private DraftReader() {}

    static CostDraft read(JsonNode entry) {
        if (!entry.isObject()) {
            throw new InvalidInputException("entry", entry, "must be a JSON object");
        }
        CostDraft draft = EMPTY;
        for (Map.Entry<String, JsonNode> property : entry.properties()) {
            JsonNode value = property.getValue();
            draft = value.isNull() ? known(draft, property.getKey()) : with(draft, property.getKey(), value);
        }
        return draft;
    }

    private static CostDraft with(CostDraft draft, String name, JsonNode value) {
        return switch (name) {
            case "id" -> draft.id(text(name, value));
            case "amount" -> amount(draft, decimal(name, value));
            case "category" -> draft.category(CostCategory.of(name, text(name, value)));
            case "description" -> draft.description(text(name, value));
            case "resource_id" -> draft.resource(text(name, value));
            case "tags" -> draft.tags(tags(value));
            case "metadata" -> draft.metadata(metadata(name, value));
            case "timestamp" -> draft.at(CostJson.readInstant(name, text(name, value)));
            default -> throw unknown(name);
        };
    }

    private static CostDraft known(CostDraft draft, String name) {
        if (!List.of(FIELDS.split(", ")).contains(name)) {
            throw unknown(name);
        }
        return draft;
    }

    // The name is the value of this error: as its field it would stand in the message as it is, line breaks and all.
    private static InvalidInputException unknown(String name) {
        return new InvalidInputException("field", name, "is not one of " + FIELDS);
    }

    private static CostDraft amount(CostDraft draft, BigDecimal amount) {
        return new CostDraft(
                draft.id(),
                amount,
                draft.category(),
                draft.description(),
                draft.resourceId(),
                draft.tags(),
                draft.metadata(),
                draft.timestamp());
    }

    private static BigDecimal decimal(String name, JsonNode value) {
        return value.isNumber() ? value.decimalValue() : AmountRule.parse(name, text(name, value));
    }

    private static String text(String name, JsonNode value) {
        if (!value.isString()) {
            throw new InvalidInputException(name, value, "must be text");
        }
        return value.stringValue();
    }

    private static Map<String, String> tags(JsonNode value) {
        if (!value.isObject()) {
            throw new InvalidInputException("tags", value, "must be a JSON object");
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> tag : value.properties()) {
            if (!tag.getValue().isString()) {
                throw new InvalidInputException("tags", tag.getKey(), "must have text as its value");
            }
            tags.put(tag.getKey(), tag.getValue().stringValue());
        }
        return tags;
    }

    static Map<String, @Nullable Object> metadata(String field, JsonNode value) {
        if (!value.isObject()) {
            throw new InvalidInputException(field, value, "must be a JSON object");
        }
        return object(value);
    }

    private static Map<String, @Nullable Object> object(JsonNode value) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        value.properties().forEach(property -> object.put(property.getKey(), plain(property.getValue())));
        return object;
    }

    private static @Nullable Object plain(JsonNode value) {
        if (value.isObject()) {
            return object(value);
        } else if (value.isArray()) {
            List<@Nullable Object> list = new ArrayList<>(value.size());
            value.values().forEach(item -> list.add(plain(item)));
            return list;
        } else if (value.isNumber()) {
            return value.decimalValue();
        } else if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isNull() ? null : value.stringValue();
    }
}
