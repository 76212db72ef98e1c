package io.codomyrmex.cost.entry;

import io.codomyrmex.cost.input.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What kind of thing was paid for. On the wire in lower case: {@code llm_inference}. */
public enum CostCategory {
    /** Prompts and completions of a language model; the default. */
    LLM_INFERENCE,
    /** Embeddings. */
    LLM_EMBEDDING,
    /** Machines, containers, functions. */
    COMPUTE,
    /** Disks, buckets, backups. */
    STORAGE,
    /** Traffic, load balancers, addresses. */
    NETWORK,
    /** Calls to a paid API that is none of the above. */
    API_CALLS,
    /** All else. */
    OTHER;

    private static final String NAMES =
            Arrays.stream(values()).map(CostCategory::wireName).collect(Collectors.joining(", "));

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name on the wire and in the database, like {@code api_calls}. */
    public String wireName() {
        return wireName;
    }

    /**
     * The category with this wire name; case does not matter.
     *
     * @throws InvalidInputException if there is none, naming those that there are
     */
    public static CostCategory of(String field, @Nullable String wireName) {
        if (wireName != null) {
            for (CostCategory category : values()) {
                if (category.wireName.equalsIgnoreCase(wireName)) {
                    return category;
                }
            }
        }
        throw new InvalidInputException(field, wireName, "must be one of " + NAMES);
    }
}
