package io.codomyrmex.cost.access;

import io.codomyrmex.cost.input.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a caller may do. On the wire in lower case. */
public enum Role {
    /** See everything, change nothing. */
    READ,
    /** Record costs and reserve money; see no more than what is needed for that. */
    RECORD,
    /** Everything: also create, change and delete budgets. */
    ADMIN;

    private static final String NAMES =
            Arrays.stream(values()).map(Role::wireName).collect(Collectors.joining(", "));

    /** The name on the wire and in the database, like {@code read}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role with this wire name; case does not matter.
     *
     * @throws InvalidInputException if there is none, naming those that there are
     */
    public static Role of(String field, @Nullable String wireName) {
        for (Role role : values()) {
            if (role.wireName().equalsIgnoreCase(wireName)) {
                return role;
            }
        }
        throw new InvalidInputException(field, wireName, "must be one of " + NAMES);
    }
}
