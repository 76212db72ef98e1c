package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.gate.Hold;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** The rows of holds. */
final class HoldTable {

    private static final String SELECT = "select " + Rows.HOLD_COLUMNS + " from cost_hold";

    /** The condition for those that count as held though their time has run out by then. */
    static final String OVERDUE = "status = 'held' and expires_at <= ?";

    private HoldTable() {}

    /** Adds: reads the holds with these ids. */
    static void find(Script script, Set<String> ids, Consumer<Hold> taker) {
        if (!ids.isEmpty()) {
            script.query(
                    SELECT + " where id = any(?)", row -> taker.accept(Rows.hold(row)), Script.texts(ids, id -> id));
        }
    }

    /** Adds: reads those that count as held though their time has run out by then. */
    static void overdue(Script script, Instant now, Consumer<Hold> taker) {
        script.query(
                SELECT + " where " + OVERDUE + " order by expires_at, id",
                row -> taker.accept(Rows.hold(row)),
                Rows.bound(now));
    }

    /** Those that count as held, overdue ones among them. */
    static List<Hold> held(Handle handle) {
        return handle.createQuery(SELECT + " where status = 'held'")
                .map(Rows.HOLD)
                .list();
    }

    /** Adds: saves holds, new or with another status. */
    static void save(Script script, Dialect dialect, Collection<Hold> holds, long seq) {
        if (holds.isEmpty()) {
            return;
        }
        script.update(
                dialect.setHolds(),
                Script.texts(holds, Hold::id),
                Script.amounts(holds, Hold::amount),
                Script.texts(holds, hold -> hold.category().wireName()),
                Script.texts(holds, hold -> JsonText.of(hold.tags())),
                Script.times(holds, hold -> Rows.bound(hold.reservedAt())),
                Script.times(holds, hold -> Rows.bound(hold.expiresAt())),
                Script.texts(holds, hold -> hold.status().wireName()),
                Script.longs(holds, hold -> seq));
    }
}
