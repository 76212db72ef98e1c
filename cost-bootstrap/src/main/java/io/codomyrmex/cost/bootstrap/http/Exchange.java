package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.input.InvalidInputException;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One request and its answer, as handlers see them. */
final class Exchange {

    private final Context context;
    private final Map<String, List<String>> query;
    private final Limits limits;
    private final Answers answers;
    private byte @Nullable [] body;
    private @Nullable Supplier<CompletableFuture<Void>> later;

    Exchange(Context context, Map<String, List<String>> query, Limits limits, Answers answers) {
        this.context = context;
        this.query = query;
        this.limits = limits;
        this.answers = answers;
    }

    Limits limits() {
        return limits;
    }

    /** A parameter of the path. */
    String path(String name) {
        return context.pathParam(name);
    }

    /** A query parameter; null if it is not given. An empty one counts as given. */
    @Nullable
    String query(String name) {
        List<String> values = queries(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** All values of a query parameter. */
    List<String> queries(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** A header; null if it is not given. */
    @Nullable
    String header(String name) {
        return context.header(name);
    }

    /** The id that the caller gives to what it asks for; null if it gives none. */
    @Nullable
    String idempotencyKey() {
        return context.header("Idempotency-Key");
    }

    /** The type of the body, without parameters; empty if it has none. */
    String bodyType() {
        return Bodies.type(context.contentType());
    }

    /**
     * The body as JSON.
     *
     * @throws Problem if it is of another type, or too large
     * @throws InvalidInputException if it is not strict JSON
     */
    JsonNode json() {
        if (!bodyType().equals(Media.JSON)) {
            throw Problem.unsupportedType("the body must be " + Media.JSON + ", and say so in its Content-Type");
        }
        byte[] read = body;
        if (read == null) {
            throw Problem.tooLarge("the body must have at most " + limits.bodyBytes() + " bytes");
        }
        return CostJson.parse("body", Bodies.text(read));
    }

    /**
     * Reads a JSON body, for {@link #json}; the future is complete at once where the whole body is there. One that is of
     * another type, or says that it is too large, is not read.
     *
     * @param all counts the bytes of all bodies that are on their way
     */
    CompletableFuture<Void> readJson(AtomicLong all) {
        if (!bodyType().equals(Media.JSON) || bodyLength() > limits.bodyBytes()) {
            return CompletableFuture.completedFuture(null);
        }
        return ArrivingBody.read(ServletContextRequest.getServletContextRequest(context.req()), limits, all)
                .thenAccept(read -> body = read);
    }

    /** How many bytes the body has, as the caller says; negative if it does not. */
    long bodyLength() {
        return context.req().getContentLengthLong();
    }

    /** The body as it comes. */
    BoundedStream body(long most, Duration longest) {
        return new BoundedStream(context.bodyInputStream(), most, longest, limits.bytesPerSecond());
    }

    /** Refuses a body, which this request must not have. */
    void noBody() {
        if (context.req().getContentLengthLong() > 0 || context.header("Transfer-Encoding") != null) {
            throw Problem.badRequest("this request must not have a body");
        }
    }

    /**
     * Answers when what was asked for is there, in a thread of the server, and lets this one go: the thread that brings it is
     * not to be held up. A failure is answered as if the handler had thrown it. To be the handler's last act.
     */
    <T> void answerOn(CompletableFuture<T> asked, Consumer<T> answer) {
        later = () -> asked.thenAcceptAsync(answer, threads());
    }

    /** The server's threads. */
    Executor threads() {
        return ServletContextRequest.getServletContextRequest(context.req())
                .getComponents()
                .getExecutor();
    }

    /** Gives the answer once what it waits for is there; null if it was given already. */
    @Nullable
    Supplier<CompletableFuture<Void>> later() {
        return later;
    }

    /** Answers with JSON. */
    void answer(int status, JsonNode body) {
        answer(status, Media.JSON, CostJson.bytes(body));
    }

    /** Answers with text of this type. */
    void answer(int status, String type, String body) {
        answer(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with bytes of this type. */
    void answer(int status, String type, byte[] content) {
        context.status(status);
        context.contentType(type);
        answers.send(context, content);
    }

    /** Answers with a status alone. */
    void answer(int status) {
        context.status(status);
    }

    /** Sets a header of the answer. */
    void set(String header, String value) {
        context.header(header, value);
    }
}
