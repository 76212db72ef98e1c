package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.access.AccessToken;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is shown of a token: never its hash. */
final class TokenOutput {

    private TokenOutput() {}

    static ObjectNode json(AccessToken token) {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("id", token.id()).put("name", token.name());
        ArrayNode roles = node.putArray("roles");
        token.roles().forEach(role -> roles.add(role.wireName()));
        return node.put("created_at", token.createdAt().toString());
    }
}
