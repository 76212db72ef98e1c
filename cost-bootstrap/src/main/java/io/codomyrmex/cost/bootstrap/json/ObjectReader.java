package io.codomyrmex.cost.bootstrap.json;

import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.input.InvalidInputException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one JSON object field by field. A field that is null counts as not given; one that is not known is refused. */
final class ObjectReader {

    private final JsonNode object;

    /**
     * @param what what an error calls the whole
     * @param object as the strict parser gives it
     * @param known the names that fields may have
     * @throws InvalidInputException if it is not an object, or has a field that is not known
     */
    ObjectReader(String what, JsonNode object, Set<String> known) {
        if (!object.isObject()) {
            throw new InvalidInputException(what, object, "must be a JSON object");
        }
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                // The name is the value of this error: as its field it would stand in the message as it is.
                throw new InvalidInputException("field", name, "is not one of " + String.join(", ", known));
            }
        }
        this.object = object;
    }

    /** The field's value; null if it is not given. */
    @Nullable
    JsonNode value(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** The field's text; null if it is not given. */
    @Nullable
    String text(String name) {
        JsonNode value = value(name);
        return value == null ? null : text(name, value);
    }

    /** The field's text; the other if it is not given. */
    String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    /** The field's decimal, as text or as a number; null if it is not given. */
    @Nullable
    BigDecimal decimal(String name) {
        JsonNode value = value(name);
        return value == null ? null : decimal(name, value);
    }

    /** The field's list of decimals; null if it is not given. */
    @Nullable
    List<BigDecimal> decimals(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            throw new InvalidInputException(name, value, "must be a JSON array");
        }
        List<BigDecimal> decimals = new ArrayList<>(value.size());
        value.values().forEach(item -> decimals.add(decimal(name, item)));
        return decimals;
    }

    /** The field's boolean; the other if it is not given. */
    boolean flag(String name, boolean otherwise) {
        JsonNode value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new InvalidInputException(name, value, "must be true or false");
        }
        return value.booleanValue();
    }

    /** The field's object of texts; empty if it is not given. */
    Map<String, String> texts(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return Map.of();
        }
        if (!value.isObject()) {
            throw new InvalidInputException(name, value, "must be a JSON object");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> text : value.properties()) {
            if (!text.getValue().isString()) {
                throw new InvalidInputException(name, text.getKey(), "must have text as its value");
            }
            texts.put(text.getKey(), text.getValue().stringValue());
        }
        return texts;
    }

    private static String text(String name, JsonNode value) {
        if (!value.isString()) {
            throw new InvalidInputException(name, value, "must be text");
        }
        return value.stringValue();
    }

    private static BigDecimal decimal(String name, JsonNode value) {
        return value.isNumber() ? value.decimalValue() : AmountRule.parse(name, text(name, value));
    }
}
