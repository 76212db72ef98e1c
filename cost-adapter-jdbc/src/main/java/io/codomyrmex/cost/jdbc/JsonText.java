package io.codomyrmex.cost.jdbc;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tags and metadata as JSON text (RFC 8259), keys in order: equal values have equal text. */
final class JsonText {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(4 * 1024 * 1024)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();
    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};
    private static final TypeReference<Map<String, @Nullable Object>> METADATA = new TypeReference<>() {};

    private JsonText() {}

    /** The text of a map whose keys are in order. */
    static String of(Map<String, ? extends @Nullable Object> sorted) {
        return sorted.isEmpty() ? "{}" : JSON.writeValueAsString(sorted);
    }

    static Map<String, String> tags(String text) {
        return text.equals("{}") ? Map.of() : JSON.readValue(text, TAGS);
    }

    static Map<String, @Nullable Object> metadata(String text) {
        return text.equals("{}") ? Map.of() : JSON.readValue(text, METADATA);
    }
}
