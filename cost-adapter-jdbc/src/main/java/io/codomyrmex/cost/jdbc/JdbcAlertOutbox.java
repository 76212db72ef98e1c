package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.alert.AlertDelivery;
import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.alert.AlertEvent.Position;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.store.AlertOutbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outbox in the tables {@code alert_outbox}, {@code alert_target} and {@code alert_delivery}. Its transactions leave the
 * ledger's row alone.
 */
final class JdbcAlertOutbox implements AlertOutbox {

    private final Database database;
    private final Currency currency;

    JdbcAlertOutbox(Database database, Currency currency) {
        this.database = database;
        this.currency = currency;
    }

    @Override
    public int address(List<String> targets, Instant now, Duration maxAge) {
        Instant kept = InstantRule.kept("now", now);
        List<String> sorted = targets.stream().sorted().toList(); // whoever locks several does so in one order
        if (database.read("address alerts", handle -> TargetTable.isUpToDate(handle, sorted, kept))) {
            return 0; // the usual case, without a lock
        }
        return database.write("address alerts", handle -> {
            TargetTable.addMissing(handle, sorted, kept);
            int added = 0;
            for (TargetTable.Cursor cursor : TargetTable.lock(handle, sorted)) {
                Position last = OutboxTables.last(handle);
                added += TargetTable.address(handle, cursor, last, kept, kept.minus(maxAge));
                TargetTable.advance(handle, cursor, last, kept);
            }
            return added;
        });
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
    public List<AlertEvent> events(@Nullable Position before, int limit) {
        return database.readSnapshot("list alerts", handle -> OutboxTables.events(handle, before, limit, currency));
    }
}
