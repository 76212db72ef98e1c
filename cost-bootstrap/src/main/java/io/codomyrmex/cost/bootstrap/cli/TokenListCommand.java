package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.access.AccessToken;
import io.codomyrmex.cost.bootstrap.cli.view.Csv;
import io.codomyrmex.cost.bootstrap.cli.view.TokenView;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the tokens. */
@Command(name = "list", description = "Shows the tokens, without their secrets.")
final class TokenListCommand implements Callable<Integer> {

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    TokenListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<AccessToken> tokens = session.tokens().list();
        format.printer(session)
                .print(
                        () -> Json.array(tokens, TokenOutput::json),
                        () -> Csv.of(
                                List.of("id", "name", "roles", "created_at"), Json.array(tokens, TokenOutput::json)),
                        () -> TokenView.table(tokens));
        return ExitCodes.DONE;
    }
}
