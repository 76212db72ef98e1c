package io.codomyrmex.cost.bootstrap.input;

import io.codomyrmex.cost.input.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Repeated {@code KEY=VALUE} options. */
public final class Pairs {

    private Pairs() {}

    /**
     * The pairs in order. The value is all that follows the first equals sign and may be empty.
     *
     * @param field the option's name, for errors
     * @throws InvalidInputException if one has no equals sign or no key, or if a key is there twice
     */
    public static Map<String, String> of(String field, List<String> texts) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new InvalidInputException(field, text, "must be KEY=VALUE");
            }
            String key = text.substring(0, equals);
            if (pairs.put(key, text.substring(equals + 1)) != null) {
                throw new InvalidInputException(field, text, "must not give a key twice");
            }
        }
        return pairs;
    }
}
