package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.budget.BudgetAlert;
import java.util.List;

/** Alerts that fired. */
public final class AlertView {

    /** The fields of an alert, as JSON names them. */
    public static final List<String> FIELDS = List.of(
            "budget_id",
            "threshold",
            "current_spend",
            "budget_amount",
            "utilization",
            "message",
            "period_start",
            "timestamp",
            "late");

    private AlertView() {}

    /** A row for each alert. */
    public static String table(List<BudgetAlert> alerts) {
        if (alerts.isEmpty()) {
            return "no new alerts\n";
        }
        Table table = new Table("threshold", "alert", "period from");
        for (BudgetAlert alert : alerts) {
            table.row(
                    Shown.threshold(alert.threshold()),
                    alert.message(),
                    alert.periodStart() + (alert.late() ? " (late)" : ""));
        }
        return table.text();
    }
}
