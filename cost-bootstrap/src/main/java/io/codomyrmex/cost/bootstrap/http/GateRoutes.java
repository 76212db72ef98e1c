package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.bootstrap.json.SpendQuestion;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.gate.UnknownHoldException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The gate: may this be spent, and reservations. */
final class GateRoutes {

    private static final String ONE = "/v1/reservations/{id}";

    private final BudgetManager budgets;
    private final ServiceMetrics metrics;

    GateRoutes(BudgetManager budgets, ServiceMetrics metrics) {
        this.budgets = budgets;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                                "POST",
                                "/v1/can-spend",
                                "canSpend",
                                "Whether an amount fits: advice, two callers may both hear yes.",
                                this::canSpend)
                        .roles(Role.RECORD, Role.READ)
                        .body("SpendQuestion")
                        .answers(200, "SpendAnswer", "yes or no, and what each budget says")
                        .refuses(404, "there is no such budget"),
                Route.of(
                                "POST",
                                "/v1/reservations",
                                "reserve",
                                "Holds an amount in every budget that covers it, or in none.",
                                this::reserve)
                        .roles(Role.RECORD)
                        .header("Idempotency-Key", "Id", "the reservation's id, if its body has none")
                        .body("ReservationRequest")
                        .answers(201, "Reservation", "granted")
                        .answers(200, "Reservation", "granted before: the reservation as it is now")
                        .refuses(409, "budget-exceeded: denied, with what each budget says; or hold-conflict"),
                Route.of("GET", ONE, "getReservation", "A reservation as it is now.", this::show)
                        .roles(Role.RECORD, Role.READ)
                        .answers(200, "Hold", "held, committed, released or expired")
                        .refuses(404, "there is no such reservation"),
                Route.of(
                                "POST",
                                ONE + "/commit",
                                "commitReservation",
                                "Records what was spent, and frees what was held.",
                                this::commit)
                        .roles(Role.RECORD)
                        .body("Commit")
                        .answers(200, "RecordResult", "the entry; it has the reservation's id")
                        .refuses(404, "there is no such reservation")
                        .refuses(409, "it was released, or committed with other content"),
                Route.of(
                                "POST",
                                ONE + "/release",
                                "releaseReservation",
                                "Frees what was held; nothing was spent.",
                                this::release)
                        .roles(Role.RECORD)
                        .answers(200, "Hold", "the reservation as it is afterwards")
                        .refuses(404, "there is no such reservation"));
    }

    private void canSpend(Exchange exchange) {
        SpendQuestion question = CostJson.readQuestion(exchange.json());
        exchange.answer(200, CostJson.answer(budgets.ask(question.amount(), question.scope())));
    }

    private void reserve(Exchange exchange) {
        HoldRequest request = CostJson.readReservation(exchange.json(), exchange.idempotencyKey(), budgets::newHoldId);
        PathIds.addressable(request.id());
        exchange.answerOn(budgets.reserveAsync(request), decision -> answer(exchange, request, decision));
    }

    private void answer(Exchange exchange, HoldRequest request, SpendDecision decision) {
        ObjectNode body = CostJson.reservation(request, decision);
        if (decision instanceof SpendDecision.Granted granted) {
            metrics.reservation(granted.repeated() ? "repeated" : "granted");
            exchange.answer(granted.repeated() ? 200 : 201, body);
            return;
        }
        boolean answered = !decision.answer().budgets().isEmpty();
        metrics.reservation(answered ? "denied" : "unavailable");
        Problem problem = answered
                ? new Problem(
                        409,
                        "budget-exceeded",
                        "A budget would be exceeded",
                        ((SpendDecision.Denied) decision).reason())
                : new Problem(503, "unavailable", "The ledger cannot answer", "denied, as nobody knows what is left");
        body.properties().forEach(field -> {
            if (!field.getKey().equals("status")) { // taken: the HTTP status
                problem.details().set(field.getKey(), field.getValue());
            }
        });
        throw problem;
    }

    private void show(Exchange exchange) {
        String id = exchange.path("id");
        exchange.answer(
                200, CostJson.reservation(budgets.findHold(id).orElseThrow(() -> new UnknownHoldException(id))));
    }

    private void commit(Exchange exchange) {
        HoldCommit commit = CostJson.readCommit(exchange.path("id"), exchange.json());
        exchange.answerOn(budgets.commitAsync(commit), result -> {
            metrics.recorded(result);
            metrics.reservation("committed");
            exchange.answer(200, CostJson.result(result));
        });
    }

    private void release(Exchange exchange) {
        exchange.noBody();
        exchange.answerOn(budgets.releaseAsync(exchange.path("id")), hold -> {
            metrics.reservation("released");
            exchange.answer(200, CostJson.reservation(hold));
        });
    }
}
