package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.alert.AlertDelivery;
import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.alert.DeliveryState;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.store.AlertOutbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The outbox in the tables {@code alert_outbox} and {@code alert_delivery}. Its transactions leave the ledger's row alone. */
final class JdbcAlertOutbox implements AlertOutbox {

    private static final int ADDRESSED_AT_ONCE = 1_000;

    private final Database database;
    private final Currency currency;

    JdbcAlertOutbox(Database database, Currency currency) {
        this.database = database;
        this.currency = currency;
    }

    @Override
    public int address(List<String> targets, Instant now, Duration maxAge) {
        Instant kept = InstantRule.kept("now", now);
        if (database.read("address alerts", OutboxTables::isAllAddressed)) {
            return 0; // the usual case, without a lock
        }
        return database.write("address alerts", handle -> {
            // Waits for another node that addresses, so that no event overtakes an earlier one.
            List<OutboxTables.Unaddressed> events = OutboxTables.lockUnaddressed(handle, ADDRESSED_AT_ONCE);
            if (events.isEmpty()) {
                return 0;
            }
            insert(handle, events, targets, kept, kept.minus(maxAge));
            OutboxTables.markAddressed(handle, events);
            return events.size();
        });
    }

    private static void insert(
            Handle handle, List<OutboxTables.Unaddressed> events, List<String> targets, Instant now, Instant oldest) {
        if (targets.isEmpty()) {
            return;
        }
        PreparedBatch batch = OutboxTables.deliveries(handle);
        for (OutboxTables.Unaddressed event : events) {
            boolean old = event.firedAt().isBefore(oldest);
            for (String target : targets) {
                batch.bind("event_id", event.id())
                        .bind("target", target)
                        .bind("budget_id", event.budgetId())
                        .bind("seq", event.position().transaction())
                        .bind("ordinal", event.position().ordinal())
                        .bind("state", (old ? DeliveryState.SKIPPED : DeliveryState.PENDING).wireName())
                        .bind("next_attempt_at", old ? null : Rows.bound(now))
                        .add();
            }
        }
        batch.execute();
    }

    @Override
    public List<DueDelivery> take(String target, int limit, Instant now, Duration lease) {
        Instant kept = InstantRule.kept("now", now);
        if (!database.read("take deliveries", handle -> OutboxTables.isAnyDue(handle, target, kept))) {
            return List.of();
        }
        return database.write("take deliveries", handle -> {
            List<OutboxTables.Taken> taken = OutboxTables.lockDue(handle, target, limit, kept);
            if (taken.isEmpty()) {
                return List.of();
            }
            OutboxTables.lease(handle, target, taken, kept.plus(lease));
            return OutboxTables.due(handle, target, taken, currency);
        });
    }

    @Override
    public void delivered(DueDelivery delivery, Instant at) {
        Instant kept = InstantRule.kept("at", at);
        database.write("note a delivery", handle -> OutboxTables.delivered(handle, delivery, kept));
    }

    @Override
    public void failed(DueDelivery delivery, String error, @Nullable Instant next) {
        Instant kept = next == null ? null : InstantRule.kept("next", next);
        database.write(
                "note a failure",
                handle -> OutboxTables.failed(handle, delivery, AlertDelivery.shortened(error), kept));
    }

    @Override
    public List<AlertEvent> events(AlertEvent.@Nullable Position before, int limit) {
        return database.readSnapshot("list alerts", handle -> OutboxTables.events(handle, before, limit, currency));
    }
}
