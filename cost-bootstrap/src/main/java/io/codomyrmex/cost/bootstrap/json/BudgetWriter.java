package io.codomyrmex.cost.bootstrap.json;

import static io.codomyrmex.cost.bootstrap.json.EntryWriter.decimal;

import io.codomyrmex.cost.alert.AlertDelivery;
import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.gate.BudgetVerdict;
import io.codomyrmex.cost.gate.SpendAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes budgets, what the gate says, and alerts. */
final class BudgetWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private BudgetWriter() {}

    static ObjectNode budget(BudgetStatus status) {
        BudgetSpec spec = status.budget().spec();
        CostCategory category = spec.filter().category();
        ObjectNode node = NODES.objectNode()
                .put("id", spec.id())
                .put("name", spec.name())
                .put("amount", decimal(spec.amount()))
                .put("period", spec.period().wireName())
                .put("zone", spec.zone().getId());
        if (category == null) {
            node.putNull("category");
        } else {
            node.put("category", category.wireName());
        }
        EntryWriter.texts(node.putObject("tags"), spec.filter().tags());
        ArrayNode thresholds = node.putArray("alert_thresholds");
        spec.alertThresholds().forEach(threshold -> thresholds.add(decimal(threshold)));
        return node.put("enforced", spec.enforced())
                .put("period_start", status.period().start().toString())
                .put("period_end", status.period().end().toString())
                .put("spent", decimal(status.spent()))
                .put("held", decimal(status.held()))
                .put("remaining", decimal(status.remaining()))
                .put("utilization", decimal(status.utilization()));
    }

    static ObjectNode answer(SpendAnswer answer) {
        ObjectNode node = NODES.objectNode().put("allowed", answer.allowed());
        ArrayNode budgets = node.putArray("budgets");
        for (BudgetVerdict verdict : answer.budgets()) {
            BudgetStatus status = verdict.status();
            budgets.addObject()
                    .put("id", status.budget().id())
                    .put("limit", decimal(status.budget().amount()))
                    .put("spent", decimal(status.spent()))
                    .put("held", decimal(status.held()))
                    .put("remaining", decimal(status.remaining()))
                    .put("period_end", status.period().end().toString())
                    .put("exceeded", verdict.exceeded());
        }
        return node;
    }

    static ObjectNode alert(BudgetAlert alert) {
        return NODES.objectNode()
                .put("budget_id", alert.budgetId())
                .put("threshold", decimal(alert.threshold()))
                .put("current_spend", decimal(alert.spend()))
                .put("budget_amount", decimal(alert.budgetAmount()))
                .put("utilization", decimal(alert.utilization()))
                .put("message", alert.message())
                .put("period_start", alert.periodStart().toString())
                .put("timestamp", alert.timestamp().toString())
                .put("late", alert.late());
    }

    static ObjectNode event(AlertEvent event) {
        ObjectNode node = alert(event.alert()).put("id", event.id().toString());
        ArrayNode deliveries = node.putArray("deliveries");
        for (AlertDelivery delivery : event.deliveries()) {
            deliveries
                    .addObject()
                    .put("target", delivery.target())
                    .put("state", delivery.state().wireName())
                    .put("attempts", delivery.attempts())
                    .put("next_attempt_at", text(delivery.nextAttemptAt()))
                    .put("delivered_at", text(delivery.deliveredAt()))
                    .put("last_error", delivery.lastError());
        }
        return node;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
