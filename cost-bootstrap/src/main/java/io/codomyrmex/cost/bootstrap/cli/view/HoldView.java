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
            return "granted: " + line(granted.hold(), currency);
        } else if (decision instanceof SpendDecision.Known known) {
            return "granted before: " + line(known.hold(), currency);
        } else if (decision instanceof SpendDecision.Denied denied) {
            return GateView.table(request.amount(), denied.answer(), currency);
        }
        boolean unknown = ((SpendDecision.Unanswered) decision).isOutcomeUnknown();
        return (unknown ? "not known whether held: " : "not held: ") + Shown.line(request.id())
                + "; asking again with this id is safe\n";
    }

    /** Why the money of a hold that has ended cannot be spent, in one line without its end. */
    public static String ended(Hold hold) {
        return "reservation '" + Shown.line(hold.id()) + "' is " + hold.status().wireName()
                + " and holds nothing; reserve again with another id";
    }

    /** One line. */
    public static String line(Hold hold, Currency currency) {
        return Shown.line(hold.id()) + ": " + Shown.amount(hold.amount()) + " " + currency + ", "
                + hold.status().wireName() + ", expires " + hold.expiresAt() + "\n";
    }
}
