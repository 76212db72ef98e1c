package io.codomyrmex.cost.access;

import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.input.TextRule;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is kept of a token: never its secret, only a hash of it.
 *
 * @param id names it, is part of its secret text, and is no secret; 1 to 64 characters
 * @param name what people call it; 1 to 200 characters
 * @param roles what it grants; at least one
 * @param hash the SHA-256 of its secret text, in 64 hexadecimal digits in lower case
 * @param createdAt when it was made
 */
public record AccessToken(String id, String name, Set<Role> roles, String hash, Instant createdAt) {

    private static final int MAX_ID = 64;
    private static final int MAX_NAME = 200;

    /**
     * @throws InvalidInputException for the first field that breaks its rule
     */
    public AccessToken {
        id = TextRule.id("id", id, MAX_ID);
        name = TextRule.id("name", name, MAX_NAME);
        if (roles.isEmpty()) {
            throw new InvalidInputException("role", null, "must be given");
        }
        roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new InvalidInputException("hash", "(not shown)", "must be 64 hexadecimal digits");
        }
        createdAt = InstantRule.kept("created_at", createdAt);
    }

    /** Whether it grants one of these roles; an admin has all of them. */
    public boolean grantsAny(Set<Role> wanted) {
        return roles.contains(Role.ADMIN) || roles.stream().anyMatch(wanted::contains);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "token " + id + " '" + name + "' " + roles;
    }
}
