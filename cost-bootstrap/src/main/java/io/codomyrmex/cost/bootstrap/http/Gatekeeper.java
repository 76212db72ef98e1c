package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.access.AccessToken;
import io.codomyrmex.cost.bootstrap.access.KnownTokens;
import io.codomyrmex.cost.bootstrap.access.TokenSecret;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in, or not. Where there are tokens, one is needed that grants a role of the route. Where there are none, the
 * service listens on loopback alone and all is open, but only to those who know it by a loopback name: a page on the web
 * whose name was made to point here (DNS rebinding) is not.
 */
final class Gatekeeper {

    private static final String SCHEME = "bearer ";

    private final @Nullable KnownTokens tokens;
    private final boolean alwaysTokens;

    /**
     * @param tokens the tokens; null if the ledger cannot keep any
     * @param alwaysTokens whether a token is needed even while there is none
     */
    Gatekeeper(@Nullable KnownTokens tokens, boolean alwaysTokens) {
        this.tokens = tokens;
        this.alwaysTokens = alwaysTokens;
    }

    /**
     * Checks a request.
     *
     * @throws Problem if it is refused
     */
    void check(Route route, @Nullable String authorization, @Nullable String host) {
        boolean open = route.roles().isEmpty(); // answered whether or not the ledger answers
        boolean needed = tokens != null && (alwaysTokens || (open ? tokens.anyKnown() : tokens.any()));
        if (!needed && !LoopbackNames.isLoopback(host)) {
            throw Problem.forbidden("without tokens the service answers to loopback names alone, like localhost");
        }
        if (!needed || open) {
            return;
        }
        AccessToken token = token(authorization).orElseThrow(Gatekeeper::unauthorized);
        if (!token.grantsAny(route.roles())) {
            throw Problem.forbidden("the token does not grant this");
        }
    }

    private Optional<AccessToken> token(@Nullable String authorization) {
        KnownTokens known = tokens;
        if (known == null
                || authorization == null
                || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        return TokenSecret.read(authorization.substring(SCHEME.length()).strip())
                .flatMap(known::find);
    }

    private static Problem unauthorized() {
        return Problem.unauthorized("send a token as Authorization: Bearer …; cost token create makes one");
    }
}
