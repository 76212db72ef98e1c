package io.codomyrmex.cost.bootstrap.json;

import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes reservations. */
final class HoldWriter {

    private HoldWriter() {}

    static ObjectNode hold(Hold hold) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", hold.id())
                .put("status", hold.status().wireName())
                .put("amount", hold.amount().toPlainString())
                .put("expires_at", hold.expiresAt().toString());
    }

    static ObjectNode decision(HoldRequest request, SpendDecision decision) {
        ObjectNode node;
        if (decision instanceof SpendDecision.Granted granted) {
            node = hold(granted.hold());
        } else {
            node = JsonNodeFactory.instance
                    .objectNode()
                    .put("id", request.id())
                    .put("status", "denied")
                    .put("amount", request.amount().toPlainString());
            node.putNull("expires_at");
            node.put("reason", ((SpendDecision.Denied) decision).reason());
        }
        node.set("budgets", BudgetWriter.answer(decision.answer()).get("budgets"));
        return node;
    }
}
