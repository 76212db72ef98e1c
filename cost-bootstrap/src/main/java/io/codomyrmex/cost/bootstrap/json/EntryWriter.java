package io.codomyrmex.cost.bootstrap.json;

import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.EntryConflictException;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.input.AmountRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes entries and what became of them. */
final class EntryWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EntryWriter() {}

    static ObjectNode entry(CostEntry entry) {
        ObjectNode node = NODES.objectNode()
                .put("id", entry.id())
                .put("amount", decimal(entry.amount()))
                .put("category", entry.category().wireName())
                .put("description", entry.description())
                .put("resource_id", entry.resourceId());
        texts(node.putObject("tags"), entry.tags());
        node.set("metadata", value(entry.metadata()));
        return node.put("timestamp", entry.timestamp().toString());
    }

    static ObjectNode result(RecordResult result) {
        if (result instanceof RecordResult.Recorded recorded) {
            return entry(recorded.entry()).put("status", result.status());
        } else if (result instanceof RecordResult.Duplicate duplicate) {
            return entry(duplicate.entry()).put("status", result.status());
        } else if (result instanceof RecordResult.Conflict conflict) {
            String error = new EntryConflictException(conflict.stored(), conflict.offered()).getMessage();
            return NODES.objectNode()
                    .put("id", conflict.stored().id())
                    .put("status", result.status())
                    .put("error", error);
        }
        return NODES.objectNode()
                .put("status", result.status())
                .put("error", ((RecordResult.Rejected) result).error().getMessage());
    }

    /** An amount, sum or ratio: plain notation without trailing zeros. */
    static String decimal(BigDecimal value) {
        return AmountRule.canonical(value).toPlainString();
    }

    static void texts(ObjectNode node, Map<String, String> texts) {
        texts.forEach((key, text) -> node.put(key, text));
    }

    private static JsonNode value(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, item) -> object.set((String) key, value(item)));
            return object;
        } else if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode(list.size());
            list.forEach(item -> array.add(value(item)));
            return array;
        } else if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        } else if (value instanceof BigDecimal number) {
            return NODES.numberNode(number);
        }
        return NODES.stringNode((String) value);
    }
}
