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
import java.util.EnumSet;
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

    /**
     * A target.
     *
     * @param addressed how many events, the first ones, were addressed to it
     * @param seenAt when somebody last came for it
     */
    private record Target(int addressed, Instant seenAt) {}

    private final List<Event> events = new ArrayList<>();
    private final Map<UUID, Event> byId = new HashMap<>();
    private final Map<String, Target> targets = new HashMap<>();

    void add(BudgetAlert alert) {
        Event event = new Event(new AlertEvent.Position(events.size() + 1L, 0), alert);
        events.add(event);
        byId.put(event.id, event);
    }

    int address(List<String> names, Instant now, Duration maxAge) {
        Instant oldest = now.minus(maxAge);
        int added = 0;
        for (String name : names) {
            Target known = targets.get(name);
            for (Event event : events.subList(known == null ? 0 : known.addressed, events.size())) {
                if (known != null || !isTaken(event, oldest)) {
                    boolean old = event.alert.timestamp().isBefore(oldest);
                    DeliveryState state = old ? DeliveryState.SKIPPED : DeliveryState.PENDING;
                    event.deliveries.put(name, new AlertDelivery(name, state, 0, old ? null : now, null, null));
                    added++;
                }
            }
            targets.put(name, new Target(events.size(), now));
        }
        return added;
    }

    /** Whether all targets have taken it that it was meant for, of those that somebody came for lately. */
    private boolean isTaken(Event event, Instant lately) {
        Set<DeliveryState> states = EnumSet.noneOf(DeliveryState.class);
        event.deliveries.values().forEach(delivery -> states.add(delivery.state()));
        boolean awaited = targets.values().stream()
                .anyMatch(target -> !target.seenAt.isBefore(lately) && target.addressed < event.position.transaction());
        return states.contains(DeliveryState.DELIVERED)
                && !states.contains(DeliveryState.PENDING)
                && !states.contains(DeliveryState.FAILED)
                && !awaited;
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
