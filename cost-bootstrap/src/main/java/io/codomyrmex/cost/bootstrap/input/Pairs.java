package io.codomyrmex.cost.bootstrap.input;

import io.codomyrmex.cost.input.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs written as {@code KEY=VALUE}. In the key {@code \=} is an equals sign and {@code \\} a backslash; a backslash before any
 * other character is a backslash. The first equals sign without a backslash ends the key. The value is taken as it is.
 */
public final class Pairs {

    private static final String RULE = "must be KEY=VALUE, with \\= for an equals sign in the key";

    private Pairs() {}

    /**
     * The pairs in order.
     *
     * @param field the option's name, for errors
     * @throws InvalidInputException if one has no equals sign after its key or no key, or if a key is there twice
     */
    public static Map<String, String> of(String field, List<String> texts) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : texts) {
            StringBuilder key = new StringBuilder();
            int end = readKey(text, key);
            if (end == text.length() || key.isEmpty()) {
                throw new InvalidInputException(field, text, RULE);
            }
            if (pairs.put(key.toString(), text.substring(end + 1)) != null) {
                throw new InvalidInputException(field, text, "must not give a key twice");
            }
        }
        return pairs;
    }

    /** Reads the key; the place of the equals sign that ends it, or the text's length if none does. */
    private static int readKey(String text, StringBuilder key) {
        int i = 0;
        for (; i < text.length() && text.charAt(i) != '='; i++) {
            boolean escape = text.startsWith("\\=", i) || text.startsWith("\\\\", i);
            key.append(text.charAt(escape ? ++i : i));
        }
        return i;
    }

    /** The pair as {@link #of} reads it. */
    public static String text(String key, String value) {
        return key.replace("\\", "\\\\").replace("=", "\\=") + "=" + value;
    }
}
