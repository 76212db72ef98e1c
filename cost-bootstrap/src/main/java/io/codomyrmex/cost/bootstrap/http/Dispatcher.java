package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.input.InvalidInputException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands requests to their routes: lets the caller in, checks what the route takes, turns failures into problems. */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Gatekeeper gatekeeper;
    private final Limits limits;
    private final ServiceMetrics metrics;

    Dispatcher(Gatekeeper gatekeeper, Limits limits, ServiceMetrics metrics) {
        this.gatekeeper = gatekeeper;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Adds the routes, and what becomes of requests that none of them is for. */
    void addTo(JavalinConfig config, List<Route> routes) {
        for (Route route : routes) {
            config.routes.addHttpHandler(
                    HandlerType.findOrCreate(route.method()), route.path(), context -> handle(route, context));
        }
        config.routes.exception(MethodNotAllowedResponse.class, Dispatcher::notAllowed);
        config.routes.exception(HttpResponseException.class, (e, context) -> answer(context, unmatched(e)));
        config.routes.exception(Exception.class, (e, context) -> answer(context, Problems.of(e)));
    }

    private void handle(Route route, Context context) {
        long start = System.nanoTime();
        Supplier<CompletableFuture<Void>> later = null;
        try {
            SecurityHeaders.set(context);
            gatekeeper.check(route, context.header("Authorization"), context.header("Host"));
            Exchange exchange = new Exchange(context, query(route, context), limits);
            route.handler().handle(exchange);
            later = exchange.later();
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
        if (failure instanceof UncheckedIOException broken) {
            return broken(broken);
        }
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

    /** A body that did not come: too slow, or cut off. */
    private static Problem broken(UncheckedIOException e) {
        LOG.debug("a body could not be read", e);
        Throwable cause = e.getCause();
        boolean slow = cause != null && cause.getCause() instanceof TimeoutException;
        return slow
                ? Problem.tooSlow("the body did not arrive in time")
                : Problem.badRequest("the body could not be read to its end");
    }

    private static Problem unmatched(HttpResponseException e) {
        return e.getStatus() == 404
                ? Problem.notFound("there is nothing at this path")
                : new Problem(e.getStatus(), "refused", "The request is refused", String.valueOf(e.getMessage()));
    }

    private static void notAllowed(MethodNotAllowedResponse e, Context context) {
        String allowed = e.getDetails().get("availableMethods");
        if (allowed != null) {
            context.header("Allow", allowed);
        }
        answer(context, new Problem(405, "method-not-allowed", "The path has no such method", "see Allow"));
    }

    private static void answer(Context context, Problem problem) {
        SecurityHeaders.set(context);
        context.status(problem.status());
        context.contentType(Media.PROBLEM);
        if (problem.status() == 401) {
            context.header("WWW-Authenticate", "Bearer");
        } else if (problem.status() == 503) {
            context.header("Retry-After", "1");
        }
        context.result(CostJson.text(problem.details()));
    }
}
