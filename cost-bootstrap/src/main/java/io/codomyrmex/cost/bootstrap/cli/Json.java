package io.codomyrmex.cost.bootstrap.cli;

import java.util.Collection;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Small pieces of JSON. */
final class Json {

    private Json() {}

    /** An array of what each item becomes. */
    static <T> ArrayNode array(Collection<T> items, Function<T, ? extends JsonNode> toJson) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
        items.forEach(item -> array.add(toJson.apply(item)));
        return array;
    }
}
