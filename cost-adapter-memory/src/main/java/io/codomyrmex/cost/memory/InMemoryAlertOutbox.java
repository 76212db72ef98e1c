package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.alert.AlertDelivery;
import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.store.AlertOutbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outbox of an {@link InMemoryCostStore}. */
final class InMemoryAlertOutbox implements AlertOutbox {

    private final Access access;

    InMemoryAlertOutbox(Access access) {
        this.access = access;
    }

    @Override
    public int address(List<String> targets, Instant now, Duration maxAge) {
        List<String> names = List.copyOf(targets);
        Instant kept = InstantRule.kept("now", now);
        return access.write("address alerts", books -> books.alerts().outbox().address(names, kept, maxAge));
    }

    @Override
    public List<DueDelivery> take(String target, int limit, Instant now, Duration lease) {
        Instant kept = InstantRule.kept("now", now);
        return access.write("take deliveries", books -> books.alerts().outbox().take(target, limit, kept, lease));
    }

    @Override
    public void delivered(DueDelivery delivery, Instant at) {
        Instant kept = InstantRule.kept("at", at);
        access.write("note a delivery", books -> {
            books.alerts().outbox().delivered(delivery, kept);
            return true;
        });
    }

    @Override
    public void failed(DueDelivery delivery, String error, @Nullable Instant next) {
        Instant kept = next == null ? null : InstantRule.kept("next", next);
        access.write("note a failure", books -> {
            books.alerts().outbox().failed(delivery, AlertDelivery.shortened(error), kept);
            return true;
        });
    }

    @Override
    public List<AlertEvent> events(AlertEvent.@Nullable Position before, int limit) {
        return access.read("list alerts", books -> books.alerts().outbox().page(before, limit));
    }
}
