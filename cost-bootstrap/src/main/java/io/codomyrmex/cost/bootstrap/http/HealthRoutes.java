package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.http.Route.Typed;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.store.CostException;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the service is. */
final class HealthRoutes {

    private final CostTracker tracker;
    private final BudgetManager budgets;
    private final ZoneId zone;
    private final ServiceMetrics metrics;
    private final String version;
    private final BooleanSupplier stopping;

    HealthRoutes(
            CostTracker tracker,
            BudgetManager budgets,
            ZoneId zone,
            ServiceMetrics metrics,
            String version,
            BooleanSupplier stopping) {
        this.tracker = tracker;
        this.budgets = budgets;
        this.zone = zone;
        this.metrics = metrics;
        this.version = version;
        this.stopping = stopping;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/health/live", "isLive", "Whether the process answers.", this::live)
                        .answers(200, "Health", "it does"),
                Route.of("GET", "/health/ready", "isReady", "Whether the ledger can be written.", this::ready)
                        .answers(200, "Health", "it can, and its schema is up to date")
                        .refuses(503, "it does not answer or only reads, or the service is stopping"),
                Route.of("GET", "/metrics", "getMetrics", "What the service counts, for Prometheus.", this::metrics)
                        .roles(Role.READ)
                        .answers(200, "Prometheus's text format", new Typed("text/plain", "MetricsText")),
                Route.of("GET", "/v1/info", "getInfo", "What a client needs to know to show things.", this::info)
                        .roles(Role.READ, Role.RECORD)
                        .answers(200, "Info", "version, currency, zone and time of the service"));
    }

    private void live(Exchange exchange) {
        exchange.answer(200, status("up"));
    }

    private static ObjectNode status(String status) {
        return JsonNodeFactory.instance.objectNode().put("status", status);
    }

    /** The schema was brought up to date before the server started; whether the ledger can be written is asked each time. */
    private void ready(Exchange exchange) {
        if (stopping.getAsBoolean()) {
            throw Problem.stopping("it takes no more requests");
        }
        tracker.requireWritable();
        exchange.answer(200, status("ready"));
    }

    private void metrics(Exchange exchange) {
        exchange.answer(200, Media.PROMETHEUS, metrics.text(statuses()));
    }

    private List<BudgetStatus> statuses() {
        try {
            return budgets.statuses();
        } catch (CostException e) {
            return List.of(); // logged by then; the other figures are worth most when the ledger is away
        }
    }

    private void info(Exchange exchange) {
        exchange.answer(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("version", version)
                        .put("currency", tracker.store().currency().getCurrencyCode())
                        .put("zone", zone.getId())
                        .put("now", tracker.clock().instant().toString()));
    }
}
