package io.codomyrmex.cost.summary;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.input.TagsRule;
import io.codomyrmex.cost.input.TextRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a time series is broken down by. */
public sealed interface Grouping {

    /** One group, named by the empty text. */
    Grouping NONE = new None();
    /** One group for each category, named as on the wire. */
    Grouping CATEGORY = new Category();
    /** One group for each resource; entries without one are under the empty text. */
    Grouping RESOURCE = new Resource();

    /** The group's name for an entry of this category, resource and tags; empty where it has none. */
    String groupOf(CostCategory category, String resourceId, Map<String, String> tags);

    /** One group for each value of the tag; entries without it are under the empty text. */
    static Grouping tag(String key) {
        return new Tag(key);
    }

    /**
     * Reads {@code none}, {@code category}, {@code resource} or {@code tag:KEY}.
     *
     * @throws InvalidInputException if the text is none of these
     */
    static Grouping of(String field, @Nullable String text) {
        if (text != null) {
            switch (text) {
                case "none":
                    return NONE;
                case "category":
                    return CATEGORY;
                case "resource":
                    return RESOURCE;
                default:
                    if (text.startsWith("tag:")) {
                        return new Tag(text.substring("tag:".length()));
                    }
            }
        }
        throw new InvalidInputException(field, text, "must be none, category, resource or tag:KEY");
    }

    /** See {@link #NONE}. */
    record None() implements Grouping {
        @Override
        public String groupOf(CostCategory category, String resourceId, Map<String, String> tags) {
            return "";
        }
    }

    /** See {@link #CATEGORY}. */
    record Category() implements Grouping {
        @Override
        public String groupOf(CostCategory category, String resourceId, Map<String, String> tags) {
            return category.wireName();
        }
    }

    /** See {@link #RESOURCE}. */
    record Resource() implements Grouping {
        @Override
        public String groupOf(CostCategory category, String resourceId, Map<String, String> tags) {
            return resourceId;
        }
    }

    /**
     * See {@link #tag(String)}.
     *
     * @param key the tag's key
     */
    record Tag(String key) implements Grouping {

        /**
         * @throws InvalidInputException if the key is blank or too long
         */
        public Tag {
            key = TextRule.filled("group_by tag", key, TagsRule.MAX_KEY);
        }

        @Override
        public String groupOf(CostCategory category, String resourceId, Map<String, String> tags) {
            return tags.getOrDefault(key, "");
        }
    }
}
