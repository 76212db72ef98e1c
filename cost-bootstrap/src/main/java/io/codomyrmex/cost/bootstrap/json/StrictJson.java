package io.codomyrmex.cost.bootstrap.json;

import io.codomyrmex.cost.input.InvalidInputException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Strict JSON (RFC 8259) from untrusted texts. Trees are built here, token by token, because a mapper would take the
 * last of two equal keys and decide by itself how a number is kept.
 */
final class StrictJson {

    static final int MAX_DEPTH = 32;
    static final int MAX_NUMBER = 128;
    /** The most brackets, names and values: each takes memory of its own, far more than it has characters. */
    static final int MAX_TOKENS = 2_000_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .build();

    private StrictJson() {}

    static JsonNode parse(String field, String json) {
        return read(field, json, parser -> value(parser));
    }

    static Map<String, String> texts(String field, String json) {
        return read(field, json, parser -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new InvalidInputException(field, json, "must be a JSON object");
            }
            Map<String, String> texts = new LinkedHashMap<>();
            for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                JsonToken token = parser.nextToken();
                if (token.isStructStart()) {
                    throw new InvalidInputException(
                            field, key, "must have text, a number, true, false or null as its value");
                }
                String text = token == JsonToken.VALUE_NULL ? "" : parser.getString();
                if (texts.putIfAbsent(key, text) != null) {
                    throw new InvalidInputException(field, key, "must not be a key twice");
                }
            }
            return texts;
        });
    }

    private static <T> T read(String field, String json, Function<JsonParser, T> reader) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            return read(field, json, parser, reader);
        } catch (JacksonException e) {
            throw new InvalidInputException(field, json, "must be JSON, goes wrong at " + place(e.getLocation()), e);
        }
    }

    private static <T> T read(String field, String json, JsonParser parser, Function<JsonParser, T> reader) {
        try {
            if (parser.nextToken() == null) {
                throw new InvalidInputException(field, json, "must be JSON");
            }
            T value = reader.apply(parser);
            if (parser.nextToken() != null) {
                throw new InvalidInputException(field, json, "must be one JSON value with nothing after it");
            }
            return value;
        } catch (StreamConstraintsException e) {
            String rule = parser.currentTokenCount() > MAX_TOKENS
                    ? "must be JSON of at most " + MAX_TOKENS + " brackets, names and values"
                    : "must be JSON of at most " + MAX_DEPTH + " levels, with at most " + MAX_NUMBER
                            + " characters in a number";
            throw new InvalidInputException(field, json, rule, e);
        }
    }

    private static String place(@Nullable TokenStreamLocation location) {
        if (location == null) {
            return "an unknown place";
        }
        String column = "column " + location.getColumnNr();
        return location.getLineNr() == 1 ? column : "line " + location.getLineNr() + ", " + column;
    }

    private static JsonNode value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(parser);
        } else if (token == JsonToken.START_ARRAY) {
            ArrayNode array = NODES.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser));
            }
            return array;
        } else if (token.isNumeric()) {
            return NODES.numberNode(number(parser.getString()));
        } else if (token.isBoolean()) {
            return NODES.booleanNode(token == JsonToken.VALUE_TRUE);
        }
        return token == JsonToken.VALUE_NULL ? NODES.nullNode() : NODES.stringNode(parser.getString());
    }

    private static ObjectNode object(JsonParser parser) {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            if (object.has(name)) {
                throw new InvalidInputException("field", name, "must not be given twice");
            }
            parser.nextToken();
            object.set(name, value(parser));
        }
        return object;
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("number", text, "must have an exponent within ±2147483647", e);
        }
    }
}
