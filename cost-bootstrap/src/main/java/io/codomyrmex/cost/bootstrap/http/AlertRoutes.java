package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.AlertOutbox;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Alerts that fired, and what became of their delivery. */
final class AlertRoutes {

    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1_000;
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,18})-(\\d{1,9})");

    private final AlertOutbox outbox;

    AlertRoutes(AlertOutbox outbox) {
        this.outbox = outbox;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/v1/alerts", "listAlerts", "Alerts that fired, newest first.", this::list)
                .roles(Role.READ)
                .query("limit", "Limit", "the most alerts to answer with; 100 by default")
                .query("after", "Cursor", "the next of the page before")
                .answers(200, "AlertPage", "a page, with what became of each alert's delivery"));
    }

    private void list(Exchange exchange) {
        int limit = RangeQuery.limit(exchange, PAGE, MAX_PAGE);
        String after = exchange.query("after");
        List<AlertEvent> found = outbox.events(after == null ? null : position(after), limit + 1);
        boolean more = found.size() > limit;
        List<AlertEvent> page = more ? found.subList(0, limit) : found;
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode alerts = answer.putArray("alerts");
        page.forEach(event -> alerts.add(CostJson.event(event)));
        exchange.answer(200, answer.put("next", more ? cursor(page.get(limit - 1)) : null));
    }

    private static String cursor(AlertEvent last) {
        return last.position().transaction() + "-" + last.position().ordinal();
    }

    private static AlertEvent.Position position(String cursor) {
        Matcher matcher = CURSOR.matcher(cursor);
        if (!matcher.matches()) {
            throw new InvalidInputException("after", cursor, "must be the next of an answer");
        }
        return new AlertEvent.Position(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }
}
