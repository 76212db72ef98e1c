package io.codomyrmex.cost.input;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Metadata: a JSON object (RFC 8259) as Java values. Accepted are maps with text keys, lists, texts, booleans, numbers
 * and null; numbers become canonical {@link BigDecimal}s (1.50 and 1.5 are one value). At most 16 levels deep, 65,536
 * characters of keys and texts in all, 4,096 values, 64 significant digits and an exponent within ±400 in a number.
 */
public final class MetadataRule {

    /** The most levels of nesting, the outermost object being the first. */
    public static final int MAX_DEPTH = 16;
    /** The most characters (UTF-16 units) of keys and texts together. */
    public static final int MAX_CHARACTERS = 65_536;
    /** The most values (objects and lists included). */
    public static final int MAX_VALUES = 4_096;

    private static final int MAX_DIGITS = 64;
    private static final int MAX_EXPONENT = 400;

    private int characters;
    private int values;

    private MetadataRule() {}

    /**
     * A deep, unmodifiable copy with keys in order and numbers in canonical form.
     *
     * @throws InvalidInputException if it is null, too deep, too large, or holds a value that JSON cannot; the error's field
     *     is the path to it, like {@code metadata.usage.tokens}
     */
    public static Map<String, @Nullable Object> kept(String field, @Nullable Map<String, ?> metadata) {
        if (metadata == null) {
            throw new InvalidInputException(field, null, "must be given");
        }
        return metadata.isEmpty() ? Map.of() : new MetadataRule().object(field, metadata, 1);
    }

    private Map<String, @Nullable Object> object(String path, Map<?, ?> map, int depth) {
        checkDepth(path, depth);
        TreeMap<String, @Nullable Object> copy = new TreeMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new InvalidInputException(path + " key", key, "must be text");
            }
            copy.put(text(path + " key", name), value(path + "." + name, value, depth));
        });
        return Collections.unmodifiableMap(copy);
    }

    private List<@Nullable Object> list(String path, List<?> list, int depth) {
        checkDepth(path, depth);
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        for (Object item : list) {
            copy.add(value(path + "[" + copy.size() + "]", item, depth));
        }
        return Collections.unmodifiableList(copy);
    }

    private @Nullable Object value(String path, @Nullable Object value, int depth) {
        if (++values > MAX_VALUES) {
            throw new InvalidInputException(path, value, "must have at most " + MAX_VALUES + " values in all");
        }
        if (value == null || value instanceof Boolean) {
            return value;
        } else if (value instanceof String text) {
            return text(path, text);
        } else if (value instanceof Number number) {
            return number(path, number);
        } else if (value instanceof Map<?, ?> map) {
            return object(path, map, depth + 1);
        } else if (value instanceof List<?> list) {
            return list(path, list, depth + 1);
        }
        throw new InvalidInputException(
                path, value.getClass().getName(), "must be a JSON value: object, list, text, number, boolean or null");
    }

    private static BigDecimal number(String path, Number number) {
        BigDecimal exact;
        try {
            exact = number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            throw new InvalidInputException(path, number, "must be a finite number", e);
        }
        if (exact.signum() == 0) {
            return BigDecimal.ZERO;
        }
        // The canonical form of 1E+400 has 401 digits. Huge numbers are refused first: to strip their zeros takes long.
        int most = MAX_DIGITS + MAX_EXPONENT;
        boolean bounded = exact.precision() <= most && Math.abs((long) exact.scale()) <= most;
        BigDecimal stripped = bounded ? exact.stripTrailingZeros() : exact;
        if (stripped.precision() > MAX_DIGITS || Math.abs((long) stripped.scale()) > MAX_EXPONENT) {
            throw new InvalidInputException(
                    path,
                    number,
                    "must have at most " + MAX_DIGITS + " digits and an exponent within ±" + MAX_EXPONENT);
        }
        return AmountRule.canonical(exact);
    }

    private String text(String path, String text) {
        characters += text.length();
        if (characters > MAX_CHARACTERS) {
            throw new InvalidInputException(
                    path, text, "must have at most " + MAX_CHARACTERS + " characters of metadata in all");
        }
        return TextRule.bounded(path, text, MAX_CHARACTERS);
    }

    private static void checkDepth(String path, int depth) {
        if (depth > MAX_DEPTH) {
            throw new InvalidInputException(path, "level " + depth, "must be at most " + MAX_DEPTH + " levels deep");
        }
    }
}
