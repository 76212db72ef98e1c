package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.input.TextRule;
import io.codomyrmex.cost.store.BudgetStore;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Budgets: creating, showing, changing and deleting them. */
final class BudgetRoutes {

    private static final String KEY = "Idempotency-Key";
    private static final String ONE = "/v1/budgets/{id}";

    private final BudgetManager budgets;
    private final ZoneId zone;

    BudgetRoutes(BudgetManager budgets, ZoneId zone) {
        this.budgets = budgets;
        this.zone = zone;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                                "POST",
                                "/v1/budgets",
                                "createBudget",
                                "Creates a budget; what the ledger already has counts.",
                                this::create)
                        .roles(Role.ADMIN)
                        .body("BudgetSpec")
                        .answers(
                                201,
                                "Budget",
                                "the budget, and how full it is; Location says where it is, relative to the request")
                        .refuses(409, "the id is taken"),
                Route.of("GET", "/v1/budgets", "listBudgets", "All budgets, and how full they are.", this::list)
                        .roles(Role.READ)
                        .answers(200, "Budgets", "ordered by id"),
                Route.of("POST", "/v1/budgets/check", "checkBudgets", "Alerts that are new.", this::check)
                        .roles(Role.ADMIN)
                        .header(
                                KEY,
                                "Id",
                                "names the answer: should it be lost, the same key gives it again; what is new takes a new key")
                        .answers(
                                200,
                                "FiredAlerts",
                                "each alert is told to one caller only, and again to the same key; without a key, an answer that is lost cannot be had again"),
                Route.of(
                                "POST",
                                "/v1/budgets/reset-alerts",
                                "resetAlerts",
                                "Arms the alerts of the current periods again.",
                                this::resetAlerts)
                        .roles(Role.ADMIN)
                        .answers(200, "BudgetCount", "how many budgets there are"),
                Route.of("GET", ONE, "getBudget", "A budget, and how full it is.", this::show)
                        .roles(Role.READ)
                        .answers(200, "Budget", "in its current period")
                        .refuses(404, "there is no such budget"),
                Route.of(
                                "PUT",
                                ONE,
                                "updateBudget",
                                "Replaces what is decided about a budget. What is left out gets its default.",
                                this::update)
                        .roles(Role.ADMIN)
                        .body("BudgetSpec")
                        .answers(200, "Budget", "in its current period")
                        .refuses(404, "there is no such budget"),
                Route.of("DELETE", ONE, "deleteBudget", "Deletes a budget; its entries stay.", this::delete)
                        .roles(Role.ADMIN)
                        .answers(204, "it is gone")
                        .refuses(404, "there is no such budget"));
    }

    private void create(Exchange exchange) {
        BudgetSpec spec = CostJson.readBudget(exchange.json(), null, zone);
        PathIds.addressable(spec.id());
        budgets.create(spec);
        exchange.set("Location", "budgets/" + encoded(spec.id())); // relative, since a proxy may put a prefix before it
        answerChange(exchange, 201, spec.id());
    }

    /** What is changed must not look as if it were not, whatever comes of the question how full it is. */
    private void answerChange(Exchange exchange, int status, String id) {
        try {
            exchange.answer(status, CostJson.budget(budgets.statusAfterChange(id)));
        } catch (OutcomeUnknownException e) {
            throw Problem.outcomeUnknown(
                    "the budget is changed as asked, but how full it is cannot be told; get it later");
        }
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void answer(Exchange exchange, int status, String id) {
        exchange.answer(status, CostJson.budget(budgets.status(id)));
    }

    private void list(Exchange exchange) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("budgets");
        budgets.statuses().forEach(status -> list.add(CostJson.budget(status)));
        exchange.answer(200, answer);
    }

    private void show(Exchange exchange) {
        answer(exchange, 200, exchange.path("id"));
    }

    private void update(Exchange exchange) {
        BudgetSpec spec = CostJson.readBudget(exchange.json(), exchange.path("id"), zone);
        budgets.update(spec);
        answerChange(exchange, 200, spec.id());
    }

    private void delete(Exchange exchange) {
        String id = exchange.path("id");
        if (!budgets.delete(id)) {
            throw new UnknownBudgetException(id);
        }
        exchange.answer(204);
    }

    private void check(Exchange exchange) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode alerts = answer.putArray("alerts");
        String key = exchange.idempotencyKey();
        List<BudgetAlert> found = key == null
                ? budgets.checkBudgets()
                : budgets.checkBudgets(TextRule.id(KEY, key, BudgetStore.MAX_CHECK_KEY));
        found.forEach(alert -> alerts.add(CostJson.alert(alert)));
        exchange.answer(200, answer);
    }

    private void resetAlerts(Exchange exchange) {
        exchange.answer(200, JsonNodeFactory.instance.objectNode().put("budgets", budgets.resetPeriodAlerts()));
    }
}
