package io.codomyrmex.cost.input;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tags: at most 64 pairs of text; keys of 1 to 256 characters, not trimmed; values of at most 2,048, empty allowed. */
public final class TagsRule {

    /** The most tags that one entry, filter or hold may have. */
    public static final int MAX_TAGS = 64;
    /** The most characters (UTF-16 units) in a key. */
    public static final int MAX_KEY = 256;
    /** The most characters (UTF-16 units) in a value. */
    public static final int MAX_VALUE = 2048;

    private static final KeptTags NONE = new KeptTags(Map.of());

    private TagsRule() {}

    /**
     * An unmodifiable copy, sorted by key.
     *
     * @throws InvalidInputException if the map is null, has too many pairs, or a key or value that is null, too long or
     *     not well-formed; the error's field is {@code field.key}
     */
    public static Map<String, String> kept(String field, @Nullable Map<String, String> tags) {
        if (tags == null) {
            throw new InvalidInputException(field, null, "must be given");
        }
        if (tags instanceof KeptTags kept) {
            return kept;
        }
        if (tags.isEmpty()) {
            return NONE;
        }
        if (tags.size() > MAX_TAGS) {
            throw new InvalidInputException(field, tags.size() + " tags", "must have at most " + MAX_TAGS + " tags");
        }
        Map<String, String> copy = new HashMap<>();
        tags.forEach((key, value) -> {
            String checked = TextRule.bounded(field + " key", key, MAX_KEY);
            if (checked.isEmpty()) {
                throw new InvalidInputException(field + " key", key, "must not be empty");
            }
            copy.put(checked, TextRule.bounded(field + "." + checked, value, MAX_VALUE));
        });
        return new KeptTags(copy);
    }
}
