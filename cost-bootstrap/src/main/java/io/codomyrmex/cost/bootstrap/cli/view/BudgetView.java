package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.bootstrap.input.Pairs;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Budgets and how full they are. */
public final class BudgetView {

    /** The fields of a budget, as JSON names them. */
    public static final List<String> FIELDS = List.of(
            "id",
            "name",
            "amount",
            "period",
            "zone",
            "category",
            "tags",
            "alert_thresholds",
            "enforced",
            "period_start",
            "period_end",
            "spent",
            "held",
            "remaining",
            "utilization");

    private BudgetView() {}

    /** A row for each budget. */
    public static String table(List<BudgetStatus> budgets, Bars bars) {
        if (budgets.isEmpty()) {
            return "no budgets\n";
        }
        Table table = new Table("budget", "period", "amount", "spent", "held", "remaining", "used", "", "covers");
        for (BudgetStatus status : budgets) {
            BudgetSpec spec = status.budget().spec();
            table.row(
                    spec.id(),
                    spec.period().wireName(),
                    spec.amount(),
                    status.spent(),
                    status.held(),
                    status.remaining(),
                    bars.gauge(status.utilization()),
                    Shown.percent(status.utilization()),
                    covers(spec) + (spec.enforced() ? "" : " (alert-only)"));
        }
        return table.text();
    }

    /** One budget, a line for each field. */
    public static String detail(BudgetStatus status, Bars bars) {
        BudgetSpec spec = status.budget().spec();
        String thresholds =
                spec.alertThresholds().stream().map(Shown::threshold).collect(Collectors.joining(", "));
        return line("id", spec.id())
                + line("name", spec.name())
                + line(
                        "amount",
                        Shown.amount(spec.amount()) + " " + spec.period().wireName())
                + line(
                        "zone",
                        spec.zone().equals(ZoneOffset.UTC) ? "UTC" : spec.zone().getId())
                + line("covers", covers(spec))
                + line("alerts at", thresholds.isEmpty() ? "none" : thresholds)
                + line("enforced", spec.enforced() ? "yes" : "no, alert-only")
                + line("period", Shown.range(status.period()))
                + line("spent", Shown.amount(status.spent()))
                + line("held", Shown.amount(status.held()))
                + line("remaining", Shown.amount(status.remaining()))
                + line("used", bars.gauge(status.utilization()) + " " + Shown.percent(status.utilization()));
    }

    private static String line(String name, String value) {
        return name + " ".repeat(11 - name.length()) + Shown.line(value) + "\n";
    }

    private static String covers(BudgetSpec spec) {
        List<String> parts = new ArrayList<>();
        if (spec.filter().category() != null) {
            parts.add(spec.filter().category().wireName());
        }
        spec.filter().tags().forEach((key, value) -> parts.add(Pairs.text(key, value)));
        return parts.isEmpty() ? "everything" : String.join(", ", parts);
    }
}
