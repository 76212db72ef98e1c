package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.alert.AlertDelivery;
import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.alert.AlertEvent.Position;
import io.codomyrmex.cost.alert.DeliveryState;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.jdbc.RowSet.ColumnType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The rows of events and deliveries. */
final class OutboxTables {

    /** An event that nobody has addressed yet. */
    record Unaddressed(UUID id, String budgetId, Position position, Instant firedAt) {}

    /** A delivery that is due. */
    record Taken(UUID eventId, int attempt) {}

    private static final String SAME_ALERT = "a.budget_id = o.budget_id and a.revision = o.revision and a.period_start"
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
                "insert into alert_outbox (" + columns + ", addressed) select " + columns + ", false from "
                        + script.from(rows) + " on conflict do nothing",
                rows.parameters());
    }

    static boolean isAllAddressed(Handle handle) {
        return handle.createQuery("select 1 from alert_outbox where not addressed limit 1")
                .mapTo(Integer.class)
                .findOne()
                .isEmpty();
    }

    static List<Unaddressed> lockUnaddressed(Handle handle, int limit) {
        List<UUID> ids = handle.createQuery("select event_id from alert_outbox where not addressed"
                        + " order by seq, ordinal limit :limit for update")
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list();
        return ids.isEmpty()
                ? List.of()
                : handle.createQuery("select o.event_id, o.budget_id, o.seq, o.ordinal, a.fired_at from alert_outbox o"
                                + " join budget_alert a on " + SAME_ALERT
                                + " where o.event_id = any (:ids) order by o.seq, o.ordinal")
                        .bindArray("ids", UUID.class, ids)
                        .map((row, context) -> new Unaddressed(
                                id(row), row.getString("budget_id"), position(row), Rows.instant(row, "fired_at")))
                        .list();
    }

    static void markAddressed(Handle handle, List<Unaddressed> events) {
        handle.createUpdate("update alert_outbox set addressed = true where event_id = any (:ids)")
                .bindArray(
                        "ids", UUID.class, events.stream().map(Unaddressed::id).toList())
                .execute();
    }

    /** To be filled with deliveries. */
    static PreparedBatch deliveries(Handle handle) {
        return handle.prepareBatch("insert into alert_delivery (event_id, target, budget_id, seq, ordinal, state,"
                + " attempts, next_attempt_at) values (:event_id, :target, :budget_id, :seq, :ordinal, :state, 0,"
                + " :next_attempt_at)");
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

    static List<DueDelivery> due(Handle handle, String target, List<Taken> taken, Currency currency) {
        Map<UUID, BudgetAlert> alerts = new HashMap<>();
        handle.createQuery("select o.event_id, " + ALERT_COLUMNS + " from alert_outbox o join budget_alert a on "
                        + SAME_ALERT + " where o.event_id = any (:ids)")
                .bindArray("ids", UUID.class, taken.stream().map(Taken::eventId).toList())
                .map((row, context) -> alerts.put(id(row), Rows.alert(currency).map(row, context)))
                .list();
        return taken.stream()
                .map(one -> new DueDelivery(
                        target, one.eventId(), Objects.requireNonNull(alerts.get(one.eventId())), one.attempt()))
                .toList();
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
                            + " from alert_delivery where event_id = any (:ids) order by target")
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
                        event.id(), event.position(), event.alert(), deliveries.getOrDefault(event.id(), List.of())))
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

    private static Position position(ResultSet row) throws SQLException {
        return new Position(row.getLong("seq"), row.getInt("ordinal"));
    }
}
