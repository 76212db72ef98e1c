package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.access.AccessToken;
import io.codomyrmex.cost.bootstrap.access.KnownTokens;
import io.codomyrmex.cost.bootstrap.access.TokenSecret;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in, or not. Where there are tokens, one is needed that grants a role of the route. Where there are none, the
 * service listens on loopback alone and all is open, but only to those who know it by a loopback name: a page on the web
 * whose name was made to point here (DNS rebinding) does not. Nor may a page of another site change anything through its
 * reader's browser.
 */
final class Gatekeeper {

    private static final String SCHEME = "bearer ";

    private static final Pattern ORIGIN_SCHEME = Pattern.compile("^https?://", Pattern.CASE_INSENSITIVE);
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** The headers of a request. */
    @FunctionalInterface
    interface Headers {

        /** The value of this header; null if it is not given. */
        @Nullable
        String get(String name);
    }

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
    void check(Route route, Headers headers) {
        boolean open = route.roles().isEmpty(); // answered whether or not the ledger answers
        boolean needed = tokens != null && (alwaysTokens || (open ? tokens.anyKnown() : tokens.any()));
        if (!needed) {
            checkWithoutTokens(route, headers);
        }
        if (!needed || open) {
            return;
        }
        AccessToken token = token(headers.get("Authorization")).orElseThrow(Gatekeeper::unauthorized);
        if (!token.grantsAny(route.roles())) {
            throw Problem.forbidden("the token does not grant this");
        }
    }

    private static void checkWithoutTokens(Route route, Headers headers) {
        if (!LoopbackNames.isLoopback(headers.get("Host"))) {
            throw Problem.forbidden("without tokens the service answers to loopback names alone, like localhost");
        }
        if (!SAFE.contains(route.method()) && isFromAnotherSite(headers)) {
            throw Problem.forbidden("without tokens a page of another site cannot change anything here");
        }
    }

    /**
     * Whether a browser says so. Its Sec-Fetch-Site decides, since a proxy may pass another Host than the one the browser
     * knows; one that does not send it is known by its Origin. Other programs send neither.
     */
    private static boolean isFromAnotherSite(Headers headers) {
        String site = headers.get("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = headers.get("Origin");
        return origin != null && !ORIGIN_SCHEME.matcher(origin).replaceFirst("").equalsIgnoreCase(headers.get("Host"));
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
