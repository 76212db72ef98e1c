package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.budget.BudgetAlert;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Alerts that fired, and what became of their delivery. */
final class AlertRoutes {

    private final BudgetManager budgets;

    AlertRoutes(BudgetManager budgets) {
        this.budgets = budgets;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/v1/alerts", "listAlerts", "Alerts that fired, newest first.", this::list)
                .roles(Role.READ)
                .query("limit", "Limit", "the most alerts to answer with; 100 by default")
                .query("after", "Cursor", "the next of the page before")
                .answers(200, "AlertPage", "a page"));
    }

    private void list(Exchange exchange) {
        List<BudgetAlert> newest = new ArrayList<>(budgets.alerts(RangeQuery.limit(exchange, 100, 1_000)));
        Collections.reverse(newest);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode alerts = answer.putArray("alerts");
        newest.forEach(alert -> alerts.add(CostJson.alert(alert)));
        exchange.answer(200, answer.putNull("next"));
    }
}
