package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.input.InvalidInputException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands requests to their routes: lets the caller in, checks what the route takes, turns failures into problems. */
final class Dispatcher {

    private final Gatekeeper gatekeeper;
    private final Limits limits;
    private final ServiceMetrics metrics;
    private final Answers answers;
    private final AtomicLong arriving = new AtomicLong();

    Dispatcher(Gatekeeper gatekeeper, Limits limits, ServiceMetrics metrics, Answers answers) {
        this.gatekeeper = gatekeeper;
        this.limits = limits;
        this.metrics = metrics;
        this.answers = answers;
    }

    /** Adds the routes, and what becomes of requests that none of them is for. */
    void addTo(JavalinConfig config, List<Route> routes) {
        for (Route route : routes) {
            config.routes.addHttpHandler(
                    HandlerType.findOrCreate(route.method()), route.path(), context -> handle(route, context));
        }
        config.routes.exception(MethodNotAllowedResponse.class, this::notAllowed);
        config.routes.exception(HttpResponseException.class, (e, context) -> answer(context, unmatched(e)));
        config.routes.exception(Exception.class, (e, context) -> answer(context, Problems.of(e)));
    }

    private void handle(Route route, Context context) {
        long start = System.nanoTime();
        Supplier<CompletableFuture<Void>> later = null;
        try {
            SecurityHeaders.set(context);
            gatekeeper.check(route, context::header);
            Exchange exchange = new Exchange(context, query(route, context), limits, answers);
            later = begin(route, exchange);
        } catch (RuntimeException e) {
            answer(context, problem(e));
        } finally {
            if (later == null) {
                answered(route, context, start);
            }
        }
        if (later != null) {
            answerLater(route, context, later, start);
        }
    }

    /** Handles a request whose body is there, at once; otherwise gives what does so when it is. */
    private @Nullable Supplier<CompletableFuture<Void>> begin(Route route, Exchange exchange) {
        if (route.body() == null) {
            route.handler().handle(exchange);
            return exchange.later();
        }
        CompletableFuture<Void> body = exchange.readJson(arriving);
        if (body.isDone()) {
            body.join();
            route.handler().handle(exchange);
            return exchange.later();
        }
        return () -> body.thenComposeAsync(
                read -> {
                    route.handler().handle(exchange);
                    Supplier<CompletableFuture<Void>> later = exchange.later();
                    return later == null ? CompletableFuture.completedFuture(null) : later.get();
                },
                exchange.threads());
    }

    private void answerLater(Route route, Context context, Supplier<CompletableFuture<Void>> later, long start) {
        context.future(() -> later.get()
                .exceptionally(failure -> {
                    answer(context, problem(failure));
                    return null;
                })
                .thenRun(() -> answered(route, context, start)));
    }

    private void answered(Route route, Context context, long start) {
        metrics.answered(route.id(), context.statusCode(), System.nanoTime() - start);
    }

    private static Problem problem(Throwable failure) {
        Throwable cause = failure.getCause();
        return Problems.of(failure instanceof CompletionException && cause != null ? cause : failure);
    }

    private static Map<String, List<String>> query(Route route, Context context) {
        Map<String, List<String>> query = QueryString.parse(context.queryString());
        query.forEach((name, values) -> {
            Route.Parameter known = route.queryParameter(name);
            if (known == null) {
                throw new InvalidInputException("query parameter", name, "is not one of " + route.queryNames());
            }
            if (values.size() > 1 && !known.repeated()) {
                throw new InvalidInputException(name, values.get(1), "must be given once");
            }
        });
        return query;
    }

    private static Problem unmatched(HttpResponseException e) {
        return e.getStatus() == 404
                ? Problem.notFound("there is nothing at this path")
                : new Problem(e.getStatus(), "refused", "The request is refused", String.valueOf(e.getMessage()));
    }

    private void notAllowed(MethodNotAllowedResponse e, Context context) {
        String allowed = e.getDetails().get("availableMethods");
        if (allowed != null) {
            context.header("Allow", allowed);
        }
        answer(context, new Problem(405, "method-not-allowed", "The path has no such method", "see Allow"));
    }

    private void answer(Context context, Problem problem) {
        SecurityHeaders.set(context);
        context.status(problem.status());
        context.contentType(Media.PROBLEM);
        if (problem.status() == 401) {
            context.header("WWW-Authenticate", "Bearer");
        } else if (problem.status() == 503) {
            context.header("Retry-After", "1");
        }
        answers.send(context, CostJson.bytes(problem.details()));
    }
}
