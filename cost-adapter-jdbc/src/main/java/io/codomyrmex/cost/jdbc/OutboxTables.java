package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.alert.AlertDelivery;
import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.alert.AlertEvent.Position;
import io.codomyrmex.cost.alert.DeliveryState;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.input.CodePointOrder;
import io.codomyrmex.cost.jdbc.RowSet.ColumnType;
import io.codomyrmex.cost.store.AlertOutbox;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The rows of events and deliveries. */
final class OutboxTables {

    /** A delivery that is due. */
    record Taken(UUID eventId, int attempt) {}

    private static final Logger LOG = System.getLogger(OutboxTables.class.getName());
    static final String SAME_ALERT = "a.budget_id = o.budget_id and a.revision = o.revision and a.period_start"
            + " = o.period_start and a.arming = o.arming and a.threshold = o.threshold";
    private static final String ALERT_COLUMNS = Stream.of(Rows.ALERT_COLUMNS.split(", "))
            .map(column -> "a." + column)
            .reduce((left, right) -> left + ", " + right)
            .orElseThrow();

    private OutboxTables() {}

    /** Adds: an event for each alert, unless it fired before. */
    static void add(Script script, List<BudgetAlert> alerts, long seq) {
        Map<BudgetAlert, Integer> ordinals = new LinkedHashMap<>();
        alerts.forEach(alert -> ordinals.putIfAbsent(alert, ordinals.size()));
        RowSet<Map.Entry<BudgetAlert, Integer>> rows = RowSet.of(ordinals.entrySet())
                .column("budget_id", ColumnType.TEXT, one -> one.getKey().budgetId())
                .column("revision", ColumnType.LONG, one -> one.getKey().revision())
                .column(
                        "period_start",
                        ColumnType.TIME,
                        one -> Rows.bound(one.getKey().periodStart()))
                .column("arming", ColumnType.INTEGER, one -> one.getKey().arming())
                .column("threshold", ColumnType.AMOUNT, one -> one.getKey().threshold())
                .column("event_id", ColumnType.UUID, one -> UUID.randomUUID())
                .column("seq", ColumnType.LONG, one -> seq)
                .column("ordinal", ColumnType.INTEGER, Map.Entry::getValue);
        String columns = "budget_id, revision, period_start, arming, threshold, event_id, seq, ordinal";
        script.update(
                "insert into alert_outbox (" + columns + ") select " + columns + " from " + script.from(rows)
                        + " on conflict do nothing",
                rows.parameters());
    }

    /** The last event; its transaction is zero if there is none. All before it are committed: they fire one after the other. */
    static Position last(Handle handle) {
        return handle.createQuery("select seq, ordinal from alert_outbox order by seq desc, ordinal desc limit 1")
                .map((row, context) -> position(row))
                .findOne()
                .orElse(new Position(0, 0));
    }

    static boolean isAnyDue(Handle handle, String target, Instant now) {
        return handle.createQuery("select 1 from alert_delivery where target = :target and state = 'pending'"
                        + " and next_attempt_at <= :now limit 1")
                .bind("target", target)
                .bind("now", Rows.bound(now))
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** What others have locked is being taken by them. */
    static List<Taken> lockDue(Handle handle, String target, int limit, Instant now) {
        return handle.createQuery("select d.event_id, d.attempts from alert_delivery d where d.target = :target"
                        + " and d.state = 'pending' and d.next_attempt_at <= :now and not exists (select 1 from"
                        + " alert_delivery e where e.target = d.target and e.budget_id = d.budget_id"
                        + " and e.state = 'pending' and (e.seq < d.seq or (e.seq = d.seq and e.ordinal < d.ordinal)))"
                        + " order by d.seq, d.ordinal limit :limit for update skip locked")
                .bind("target", target)
                .bind("now", Rows.bound(now))
                .bind("limit", limit)
                .map((row, context) -> new Taken(id(row), row.getInt("attempts") + 1))
                .list();
    }

    static void lease(Handle handle, String target, List<Taken> taken, Instant until) {
        handle.createUpdate("update alert_delivery set attempts = attempts + 1, next_attempt_at = :until"
                        + " where target = :target and event_id = any (:ids)")
                .bind("until", Rows.bound(until))
                .bind("target", target)
                .bindArray("ids", UUID.class, taken.stream().map(Taken::eventId).toList())
                .execute();
    }

    /** What was taken, without what cannot be read. */
    static List<DueDelivery> due(Handle handle, String target, List<Taken> taken, Currency currency) {
        Map<UUID, Taken> attempts = taken.stream().collect(Collectors.toMap(Taken::eventId, one -> one));
        List<DueDelivery> due = new ArrayList<>();
        Map<Taken, RuntimeException> unreadable = new LinkedHashMap<>();
        handle.createQuery("select o.event_id, " + ALERT_COLUMNS + " from alert_outbox o join budget_alert a on "
                        + SAME_ALERT + " where o.event_id = any (:ids) order by o.seq, o.ordinal")
                .bindArray("ids", UUID.class, attempts.keySet())
                .map((row, context) -> {
                    Taken one = Objects.requireNonNull(attempts.get(id(row)));
                    try {
                        BudgetAlert alert = Rows.alert(currency).map(row, context);
                        due.add(new DueDelivery(target, one.eventId(), alert, one.attempt()));
                    } catch (
                            RuntimeException
                                    e) { // of a rule that the stored values break, as those of a newer version may
                        unreadable.put(one, e);
                    }
                    return one;
                })
                .list();
        unreadable.forEach((one, why) -> noteUnreadable(handle, target, one, why));
        return due;
    }

    private static void noteUnreadable(Handle handle, String target, Taken one, RuntimeException why) {
        boolean givenUp = one.attempt() >= AlertOutbox.UNREADABLE_ATTEMPTS;
        LOG.log(
                givenUp ? Level.ERROR : Level.WARNING,
                () -> "alert " + one.eventId() + " cannot be read, attempt " + one.attempt() + ": " + why.getMessage()
                        + (givenUp ? "; given up" : ""));
        handle.createUpdate("update alert_delivery set last_error = :error"
                        + (givenUp ? ", state = 'failed', next_attempt_at = null" : "")
                        + " where event_id = :id and target = :target")
                .bind("error", AlertDelivery.shortened("cannot be read: " + why.getMessage()))
                .bind("id", one.eventId())
                .bind("target", target)
                .execute();
    }

    static int delivered(Handle handle, DueDelivery delivery, Instant at) {
        return handle.createUpdate("update alert_delivery set state = 'delivered', delivered_at = :at,"
                        + " next_attempt_at = null, last_error = null"
                        + " where event_id = :id and target = :target and state <> 'delivered'")
                .bind("at", Rows.bound(at))
                .bind("id", delivery.eventId())
                .bind("target", delivery.target())
                .execute();
    }

    static int failed(Handle handle, DueDelivery delivery, String error, @Nullable Instant next) {
        return handle.createUpdate("update alert_delivery set state = :state, next_attempt_at = :next,"
                        + " last_error = :error where event_id = :id and target = :target and state = 'pending'"
                        + " and attempts = :attempt")
                .bind("state", (next == null ? DeliveryState.FAILED : DeliveryState.PENDING).wireName())
                .bind("next", next == null ? null : Rows.bound(next))
                .bind("error", error)
                .bind("id", delivery.eventId())
                .bind("target", delivery.target())
                .bind("attempt", delivery.attempt())
                .execute();
    }

    static List<AlertEvent> events(Handle handle, @Nullable Position before, int limit, Currency currency) {
        Query query = handle.createQuery("select o.event_id, o.seq, o.ordinal, " + ALERT_COLUMNS
                + " from alert_outbox o join budget_alert a on " + SAME_ALERT
                + (before == null ? "" : " where (o.seq, o.ordinal) < (:seq, :ordinal)")
                + " order by o.seq desc, o.ordinal desc limit :limit");
        if (before != null) {
            query.bind("seq", before.transaction()).bind("ordinal", before.ordinal());
        }
        List<AlertEvent> events = query.bind("limit", limit)
                .map((row, context) -> new AlertEvent(
                        id(row), position(row), Rows.alert(currency).map(row, context), List.of()))
                .list();
        return withDeliveries(handle, events);
    }

    private static List<AlertEvent> withDeliveries(Handle handle, List<AlertEvent> events) {
        Map<UUID, List<AlertDelivery>> deliveries = new HashMap<>();
        if (!events.isEmpty()) {
            handle.createQuery("select event_id, target, state, attempts, next_attempt_at, delivered_at, last_error"
                            + " from alert_delivery where event_id = any (:ids)")
                    .bindArray(
                            "ids",
                            UUID.class,
                            events.stream().map(AlertEvent::id).toList())
                    .map((row, context) -> deliveries
                            .computeIfAbsent(id(row), id -> new ArrayList<>())
                            .add(delivery(row)))
                    .list();
        }
        return events.stream()
                .map(event -> new AlertEvent(
                        event.id(),
                        event.position(),
                        event.alert(),
                        deliveries.getOrDefault(event.id(), List.of()).stream()
                                .sorted(Comparator.comparing(AlertDelivery::target, CodePointOrder.CODE_POINTS))
                                .toList()))
                .toList();
    }

    private static AlertDelivery delivery(ResultSet row) throws SQLException {
        return new AlertDelivery(
                Rows.text(row, "target"),
                Stored.value(
                        row, "alert_delivery", "state", state -> DeliveryState.valueOf(state.toUpperCase(Locale.ROOT))),
                row.getInt("attempts"),
                instant(row, "next_attempt_at"),
                instant(row, "delivered_at"),
                row.getString("last_error"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static UUID id(ResultSet row) throws SQLException {
        return row.getObject("event_id", UUID.class);
    }

    static Position position(ResultSet row) throws SQLException {
        return new Position(row.getLong("seq"), row.getInt("ordinal"));
    }
}
