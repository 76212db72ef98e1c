package io.codomyrmex.cost.bootstrap.json;

import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendAnswer;
import io.codomyrmex.cost.gate.SpendDecision;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes reservations. */
final class HoldWriter {

    private static final SpendAnswer NOT_ASKED = new SpendAnswer(List.of());

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
        if (decision instanceof SpendDecision.Granted granted) {
            return with(granted.answer(), hold(granted.hold()));
        }
        if (decision instanceof SpendDecision.Known known) {
            return with(NOT_ASKED, hold(known.hold()));
        }
        if (decision instanceof SpendDecision.Denied denied) {
            return with(denied.answer(), nothingHeld(request, "denied").put("reason", denied.reason()));
        }
        boolean unknown = ((SpendDecision.Unanswered) decision).isOutcomeUnknown();
        return nothingHeld(request, unknown ? "outcome_unknown" : "unavailable");
    }

    private static ObjectNode nothingHeld(HoldRequest request, String status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", request.id())
                .put("status", status)
                .put("amount", request.amount().toPlainString())
                .putNull("expires_at");
    }

    private static ObjectNode with(SpendAnswer answer, ObjectNode reservation) {
        reservation.set("budgets", BudgetWriter.answer(answer).get("budgets"));
        return reservation;
    }
}
