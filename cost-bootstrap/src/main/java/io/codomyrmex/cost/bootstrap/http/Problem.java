package io.codomyrmex.cost.bootstrap.http;

import java.io.Serial;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a caller is told when something is refused or fails: problem details as RFC 9457 has them. */
final class Problem extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final transient ObjectNode details;

    /**
     * @param status the HTTP status
     * @param type what kind of problem, in words with hyphens; callers may rely on it
     * @param title the same for people; no more than the type says
     * @param detail what happened here; nothing that only the server should know
     */
    Problem(int status, String type, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.type = type;
        this.details = JsonNodeFactory.instance
                .objectNode()
                .put("type", "urn:cost:problem:" + type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
    }

    int status() {
        return status;
    }

    /** The last part of the {@code type}. */
    String type() {
        return type;
    }

    /** The body; more members may be put into it. */
    ObjectNode details() {
        return details;
    }

    /** With a member more. */
    Problem with(String name, String value) {
        details.put(name, value);
        return this;
    }

    static Problem badRequest(String detail) {
        return new Problem(400, "bad-request", "The request is malformed", detail);
    }

    static Problem notFound(String detail) {
        return new Problem(404, "not-found", "There is no such thing", detail);
    }

    static Problem unauthorized(String detail) {
        return new Problem(401, "unauthorized", "A token is needed", detail);
    }

    static Problem forbidden(String detail) {
        return new Problem(403, "forbidden", "Not allowed", detail);
    }

    static Problem tooLarge(String detail) {
        return new Problem(413, "too-large", "The body is too large", detail);
    }

    static Problem tooSlow(String detail) {
        return new Problem(408, "timeout", "The request came too slowly", detail);
    }

    /** The service has no room for this now; nothing was changed, and asking again later is safe. */
    static Problem busy(String detail) {
        return new Problem(503, "busy", "The service is busy", detail);
    }

    static Problem outcomeUnknown(String detail) {
        return new Problem(503, "outcome-unknown", "The ledger did not say what became of it", detail);
    }

    static Problem stopping(String detail) {
        return new Problem(503, "stopping", "The service is stopping", detail);
    }

    static Problem unsupportedType(String detail) {
        return new Problem(415, "unsupported-media-type", "The body is of another type", detail);
    }
}
