package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.input.InvalidInputException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Values of metadata as people type them. */
final class Scalars {

    private Scalars() {}

    /** The number, boolean, null or quoted text that the text is as JSON; else the text as it stands. */
    static @Nullable Object of(String text) {
        JsonNode json;
        try {
            json = CostJson.parse("metadata", text);
        } catch (InvalidInputException e) {
            return text;
        }
        if (json.isNumber()) {
            return json.decimalValue();
        } else if (json.isBoolean()) {
            return json.booleanValue();
        } else if (json.isNull()) {
            return null;
        }
        return json.isString() ? json.stringValue() : text;
    }
}
