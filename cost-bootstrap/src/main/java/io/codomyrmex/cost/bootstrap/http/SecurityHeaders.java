package io.codomyrmex.cost.bootstrap.http;

import io.javalin.http.Context;
import java.util.Map;

/** Headers that every answer has. */
final class SecurityHeaders {

    /** Nothing from elsewhere, nothing inline, no frame around it, no guessing of types, no copies of figures. */
    static final Map<String, String> ALL = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
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
