package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import java.util.Currency;
import java.util.List;

/** A reservation, and what became of it. */
public final class HoldView {

    /** The fields of a reservation that fit one row, as JSON names them. */
    public static final List<String> FIELDS = List.of("id", "status", "amount", "expires_at");

    private HoldView() {}

    /** The decision, and what each applicable budget said before it. */
    public static String text(HoldRequest request, SpendDecision decision, Currency currency) {
        if (decision instanceof SpendDecision.Granted granted) {
            return (granted.repeated() ? "granted before: " : "granted: ") + line(granted.hold(), currency);
        }
        SpendDecision.Denied denied = (SpendDecision.Denied) decision;
        return denied.answer().budgets().isEmpty()
                ? "denied: " + Shown.line(denied.reason()) + "\n"
                : GateView.table(request.amount(), denied.answer(), currency);
    }

    /** One line. */
    public static String line(Hold hold, Currency currency) {
        return Shown.line(hold.id()) + ": " + Shown.amount(hold.amount()) + " " + currency + ", "
                + hold.status().wireName() + ", expires " + hold.expiresAt() + "\n";
    }
}
