package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.alert.AlertDelivery;
import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.alert.DeliveryState;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.input.CodePointOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The alerts that fired, as events, and what became of their deliveries. Not thread-safe: see {@link Access}. */
final class Outbox {

    private static final class Event {
        final UUID id = UUID.randomUUID();
        final AlertEvent.Position position;
        final BudgetAlert alert;
        final Map<String, AlertDelivery> deliveries = new TreeMap<>(CodePointOrder.CODE_POINTS);

        Event(AlertEvent.Position position, BudgetAlert alert) {
            this.position = position;
            this.alert = alert;
        }
    }

    private final List<Event> events = new ArrayList<>();
    private final Map<UUID, Event> byId = new HashMap<>();
    private int addressed;

    void add(BudgetAlert alert) {
        Event event = new Event(new AlertEvent.Position(events.size() + 1L, 0), alert);
        events.add(event);
        byId.put(event.id, event);
    }

    int address(List<String> targets, Instant now, Duration maxAge) {
        int before = addressed;
        for (Event event : events.subList(before, events.size())) {
            boolean old = event.alert.timestamp().plus(maxAge).isBefore(now);
            for (String target : targets) {
                event.deliveries.put(
                        target,
                        new AlertDelivery(
                                target,
                                old ? DeliveryState.SKIPPED : DeliveryState.PENDING,
                                0,
                                old ? null : now,
                                null,
                                null));
            }
            addressed++;
        }
        return addressed - before;
    }

    List<DueDelivery> take(String target, int limit, Instant now, Duration lease) {
        List<DueDelivery> taken = new ArrayList<>();
        Set<String> waiting = new HashSet<>(); // budgets that have an earlier event that is pending
        for (Event event : events) {
            AlertDelivery delivery = event.deliveries.get(target);
            if (delivery == null
                    || delivery.state() != DeliveryState.PENDING
                    || !waiting.add(event.alert.budgetId())
                    || taken.size() == limit) {
                continue;
            }
            Instant due = delivery.nextAttemptAt();
            if (due != null && !due.isAfter(now)) {
                int attempt = delivery.attempts() + 1;
                event.deliveries.put(
                        target,
                        new AlertDelivery(
                                target, DeliveryState.PENDING, attempt, now.plus(lease), null, delivery.lastError()));
                taken.add(new DueDelivery(target, event.id, event.alert, attempt));
            }
        }
        return taken;
    }

    void delivered(DueDelivery done, Instant at) {
        Event event = byId.get(done.eventId());
        AlertDelivery delivery = event == null ? null : event.deliveries.get(done.target());
        if (event != null && delivery != null && delivery.state() != DeliveryState.DELIVERED) {
            event.deliveries.put(
                    done.target(),
                    new AlertDelivery(done.target(), DeliveryState.DELIVERED, delivery.attempts(), null, at, null));
        }
    }

    void failed(DueDelivery done, String error, @Nullable Instant next) {
        Event event = byId.get(done.eventId());
        AlertDelivery delivery = event == null ? null : event.deliveries.get(done.target());
        if (event != null
                && delivery != null
                && delivery.state() == DeliveryState.PENDING
                && delivery.attempts() == done.attempt()) {
            DeliveryState state = next == null ? DeliveryState.FAILED : DeliveryState.PENDING;
            event.deliveries.put(
                    done.target(), new AlertDelivery(done.target(), state, delivery.attempts(), next, null, error));
        }
    }

    List<AlertEvent> page(AlertEvent.@Nullable Position before, int limit) {
        List<AlertEvent> page = new ArrayList<>();
        for (int i = events.size() - 1; i >= 0 && page.size() < limit; i--) {
            Event event = events.get(i);
            if (before == null || event.position.compareTo(before) < 0) {
                page.add(new AlertEvent(event.id, event.position, event.alert, List.copyOf(event.deliveries.values())));
            }
        }
        return page;
    }
}
