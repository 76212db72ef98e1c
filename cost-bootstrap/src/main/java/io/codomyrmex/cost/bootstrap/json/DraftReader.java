package io.codomyrmex.cost.bootstrap.json;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.input.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes drafts of strict JSON trees. */
final class DraftReader {

    private static final Set<String> FIELDS = new LinkedHashSet<>(
            List.of("id", "amount", "category", "description", "resource_id", "tags", "metadata", "timestamp"));

    private DraftReader() {}

    static CostDraft read(JsonNode entry) {
        ObjectReader fields = new ObjectReader("entry", entry, FIELDS);
        String timestamp = fields.text("timestamp");
        return new CostDraft(
                fields.text("id"),
                fields.decimal("amount"),
                category(fields),
                fields.text("description", ""),
                fields.text("resource_id", ""),
                fields.texts("tags"),
                metadata(fields),
                timestamp == null ? null : CostJson.readInstant("timestamp", timestamp));
    }

    /** The field {@code category}; LLM inference if it is not given. */
    static CostCategory category(ObjectReader fields) {
        String category = fields.text("category");
        return category == null ? CostCategory.LLM_INFERENCE : CostCategory.of("category", category);
    }

    /** The field {@code metadata}; empty if it is not given. */
    static Map<String, @Nullable Object> metadata(ObjectReader fields) {
        JsonNode value = fields.value("metadata");
        return value == null ? Map.of() : metadata("metadata", value);
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
