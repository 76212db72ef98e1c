package io.codomyrmex.cost.bootstrap.http;

import io.javalin.http.Context;
import java.util.Map;

/** Headers that every answer has. */
final class SecurityHeaders {

    /** The dashboard's one script that is inline: it adds the slash that a prefix lacks, before anything relative is loaded. */
    private static final String ADD_SLASH = "'sha256-P2isbN1QRULWj2F6v1rCaIt4aAHoMQabMCJd01c7DpU='";

    /** Nothing from elsewhere, nothing else inline, no frame around it, no guessing of types, no copies of figures. */
    static final Map<String, String> ALL = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; script-src 'self' " + ADD_SLASH
                    + "; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private SecurityHeaders() {}

    static void set(Context context) {
        ALL.forEach(context::header);
    }
}
