package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.access.AccessToken;
import io.codomyrmex.cost.access.Role;
import java.util.List;
import java.util.stream.Collectors;

/** Tokens, without their secrets. */
public final class TokenView {

    private TokenView() {}

    /** A row for each token. */
    public static String table(List<AccessToken> tokens) {
        if (tokens.isEmpty()) {
            return "no tokens\n";
        }
        Table table = new Table("id", "name", "roles", "created");
        for (AccessToken token : tokens) {
            String roles = token.roles().stream().map(Role::wireName).collect(Collectors.joining(", "));
            table.row(token.id(), token.name(), roles, token.createdAt().toString());
        }
        return table.text();
    }
}
