package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.alert.AlertEvent.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The rows of targets: up to which event each was addressed. Whoever holds the lock of a target's row addresses to it. */
final class TargetTable {

    /** How often it is noted down that somebody still comes for a target. */
    private static final Duration SEEN = Duration.ofHours(1);
    /** The transaction of a target that was just added. */
    private static final long NEW = -1;

    private static final String NOT_DELIVERED_YET = " not exists (select 1 from alert_delivery d"
            + " where d.event_id = o.event_id and d.state = 'delivered')"
            + " or exists (select 1 from alert_delivery d"
            + " where d.event_id = o.event_id and d.state in ('pending', 'failed'))"
            + " or exists (select 1 from alert_target t where t.seq <> " + NEW + " and t.seen_at >= :oldest"
            + " and (t.seq < o.seq or (t.seq = o.seq and t.ordinal < o.ordinal)))";

    /** Up to which event a target was addressed. */
    record Cursor(String target, Position position) {
        boolean isNew() {
            return position.transaction() == NEW;
        }
    }

    private TargetTable() {}

    /** Whether all events are addressed to all of these targets, and each was seen lately. */
    static boolean isUpToDate(Handle handle, List<String> targets, Instant now) {
        return handle.createQuery("select count(*) from alert_target t where t.target = any (:targets)"
                                + " and t.seen_at >= :lately and not exists (select 1 from alert_outbox o"
                                + " where o.seq >= t.seq and (o.seq > t.seq or o.ordinal > t.ordinal))")
                        .bindArray("targets", String.class, targets)
                        .bind("lately", Rows.bound(now.minus(SEEN)))
                        .mapTo(Integer.class)
                        .one()
                == targets.size();
    }

    static void addMissing(Handle handle, List<String> targets, Instant now) {
        for (String target : targets) {
            handle.createUpdate("insert into alert_target (target, seq, ordinal, seen_at)" + " values (:target, " + NEW
                            + ", 0, :now) on conflict do nothing")
                    .bind("target", target)
                    .bind("now", Rows.bound(now))
                    .execute();
        }
    }

    /** Waits for others that address to one of them, so that no event overtakes an earlier one. */
    static List<Cursor> lock(Handle handle, List<String> targets) {
        return handle.createQuery("select target, seq, ordinal from alert_target where target = any (:targets)"
                        + " order by target for update")
                .bindArray("targets", String.class, targets)
                .map((row, context) -> new Cursor(Rows.text(row, "target"), OutboxTables.position(row)))
                .list();
    }

    /**
     * Addresses the events after a target's cursor; to a new target those that are not taken yet. Transaction zero is of
     * before there was an outbox: nobody waits for its events.
     */
    static int address(Handle handle, Cursor cursor, Position last, Instant now, Instant oldest) {
        return handle.createUpdate(
                        "insert into alert_delivery (event_id, target, budget_id, seq, ordinal, state, attempts,"
                                + " next_attempt_at) select o.event_id, :target, o.budget_id, o.seq, o.ordinal,"
                                + " case when a.fired_at < :oldest then 'skipped' else 'pending' end, 0,"
                                + " case when a.fired_at < :oldest then null else :now end"
                                + " from alert_outbox o join budget_alert a on " + OutboxTables.SAME_ALERT
                                + " where o.seq > 0 and o.seq >= :after and (o.seq > :after or o.ordinal > :after_ordinal)"
                                + " and o.seq <= :last and (o.seq < :last or o.ordinal <= :last_ordinal)"
                                + (cursor.isNew() ? " and (" + NOT_DELIVERED_YET + ")" : "")
                                + " on conflict do nothing")
                .bind("target", cursor.target())
                .bind("oldest", Rows.bound(oldest))
                .bind("now", Rows.bound(now))
                .bind("after", cursor.position().transaction())
                .bind("after_ordinal", cursor.position().ordinal())
                .bind("last", last.transaction())
                .bind("last_ordinal", last.ordinal())
                .execute();
    }

    static void advance(Handle handle, Cursor cursor, Position last, Instant now) {
        handle.createUpdate(
                        "update alert_target set seq = :seq, ordinal = :ordinal, seen_at = :now where target = :target")
                .bind("seq", last.transaction())
                .bind("ordinal", last.ordinal())
                .bind("now", Rows.bound(now))
                .bind("target", cursor.target())
                .execute();
        // for nodes of the version before, which address what is not marked and would fail on what is there already
        handle.createUpdate("update alert_outbox set addressed = true where not addressed"
                        + " and seq <= :seq and (seq < :seq or ordinal <= :ordinal)")
                .bind("seq", last.transaction())
                .bind("ordinal", last.ordinal())
                .execute();
    }
}
