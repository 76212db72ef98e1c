package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.Csv;
import io.codomyrmex.cost.input.InvalidInputException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Revokes a token. */
@Command(name = "revoke", description = "Revokes a token; services refuse it within seconds.")
final class TokenRevokeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "ID",
            converter = Positional.Text.class,
            description = "The token's id: the ten characters after cost_ in its secret.")
    private String id = "";

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    TokenRevokeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!session.tokens().revoke(id)) {
            throw new InvalidInputException("id", id, "is no token's id; see cost token list");
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id).put("status", "revoked");
        format.printer(session)
                .print(
                        () -> json,
                        () -> Csv.of(List.of("id", "status"), List.of(json)),
                        () -> "revoked token '" + id + "'\n");
        return ExitCodes.DONE;
    }
}
