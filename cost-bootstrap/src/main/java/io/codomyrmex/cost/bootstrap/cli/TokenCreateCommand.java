package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.access.AccessToken;
import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.bootstrap.access.TokenSecret;
import io.codomyrmex.cost.bootstrap.cli.view.Csv;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Creates a token. */
@Command(
        name = "create",
        description = "Creates a token and shows its secret, once: only a hash of it is kept.",
        footer = {"", "Example: cost token create gateway --role record"})
final class TokenCreateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", converter = Positional.Text.class, description = "What it is for.")
    private String name = "";

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            converter = RoleConverter.class,
            description = "What it may do: read, record or admin; may be repeated.")
    private List<Role> roles = List.of();

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    TokenCreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Set<Role> granted = new LinkedHashSet<>(roles);
        TokenSecret secret = TokenSecret.create();
        AccessToken token = secret.token(name, granted, session.now());
        session.tokens().add(token);
        ObjectNode json = TokenOutput.json(token).put("token", secret.reveal());
        format.printer(session)
                .print(
                        () -> json,
                        () -> Csv.of(List.of("id", "name", "roles", "created_at", "token"), List.of(json)),
                        () -> secret.reveal() + "\n");
        return ExitCodes.DONE;
    }

    /** Reads a role. */
    static final class RoleConverter implements ITypeConverter<Role> {
        @Override
        public Role convert(String text) {
            return Role.of("role", text);
        }
    }
}
