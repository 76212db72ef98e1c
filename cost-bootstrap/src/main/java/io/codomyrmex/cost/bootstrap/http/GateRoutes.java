package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.bootstrap.json.SpendQuestion;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.HoldStatus;
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
                        .refuses(404, "there is no such budget")
                        .refuses(503, "unavailable: nobody knows what is left, so do not spend"),
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
                        .answers(200, "Reservation", "granted before, and still held")
                        .refuses(
                                409,
                                "budget-exceeded: denied, with what each budget says; reservation-ended: granted before, and"
                                        + " no longer held, with the reservation as it is now; or hold-conflict")
                        .refuses(503, "unavailable: nothing is held; or outcome-unknown: ask again with the same id"),
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
        metrics.reservation(outcome(decision));
        ObjectNode body = CostJson.reservation(request, decision);
        if (decision.isSpendable()) {
            exchange.answer(decision instanceof SpendDecision.Known ? 200 : 201, body);
        } else if (decision instanceof SpendDecision.Denied denied) {
            throw exceeded(denied, body);
        } else if (decision instanceof SpendDecision.Known known) {
            throw ended(known.hold());
        } else {
            throw Problems.of(((SpendDecision.Unanswered) decision).failure()).with("id", request.id());
        }
    }

    private static String outcome(SpendDecision decision) {
        if (decision instanceof SpendDecision.Granted) {
            return "granted";
        } else if (decision instanceof SpendDecision.Known) {
            return decision.isSpendable() ? "repeated" : "ended";
        } else if (decision instanceof SpendDecision.Denied) {
            return "denied";
        }
        return ((SpendDecision.Unanswered) decision).isOutcomeUnknown() ? "outcome_unknown" : "unavailable";
    }

    private static Problem exceeded(SpendDecision.Denied denied, ObjectNode body) {
        Problem problem = new Problem(409, "budget-exceeded", "A budget would be exceeded", denied.reason());
        body.properties().forEach(field -> {
            if (!field.getKey().equals("status")) { // taken: the HTTP status
                problem.details().set(field.getKey(), field.getValue());
            }
        });
        return problem;
    }

    private static Problem ended(Hold hold) {
        Problem problem = new Problem(
                409,
                "reservation-ended",
                "The reservation is no longer held",
                "reservation '" + hold.id() + "' is " + hold.status().wireName()
                        + " and holds nothing; reserve again with another id");
        problem.details().set("reservation", CostJson.reservation(hold));
        return problem;
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
            if (result instanceof RecordResult.Recorded) {
                metrics.reservation("committed");
            }
            exchange.answer(200, CostJson.result(result));
        });
    }

    private void release(Exchange exchange) {
        exchange.noBody();
        exchange.answerOn(budgets.releaseAsync(exchange.path("id")), hold -> {
            if (hold.status() == HoldStatus.RELEASED) {
                metrics.reservation("released");
            }
            exchange.answer(200, CostJson.reservation(hold));
        });
    }
}
