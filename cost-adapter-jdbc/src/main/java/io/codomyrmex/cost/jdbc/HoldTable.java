package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.jdbc.RowSet.ColumnType;
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

    private static final String COLUMNS = "h." + Rows.HOLD_COLUMNS.replace(", ", ", h.");

    private HoldTable() {}

    /** Adds: reads the holds with these ids. */
    static void find(Script script, Set<String> ids, Consumer<Hold> taker) {
        if (!ids.isEmpty()) {
            RowSet<String> rows = RowSet.ids(ids);
            script.query(
                    "select " + COLUMNS + " from " + rows.sql()
                            + script.dialect().lookUp("cost_hold", "h", "h.id = n.id"),
                    row -> taker.accept(Rows.hold(row)),
                    rows.parameters());
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
    static void save(Script script, Collection<Hold> holds, long seq) {
        if (holds.isEmpty()) {
            return;
        }
        RowSet<Hold> rows = RowSet.of(holds)
                .column("id", ColumnType.TEXT, Hold::id)
                .column("amount", ColumnType.AMOUNT, Hold::amount)
                .column("category", ColumnType.TEXT, hold -> hold.category().wireName())
                .column("tags", ColumnType.TEXT, hold -> JsonText.of(hold.tags()))
                .column("reserved_at", ColumnType.TIME, hold -> Rows.bound(hold.reservedAt()))
                .column("expires_at", ColumnType.TIME, hold -> Rows.bound(hold.expiresAt()))
                .column("status", ColumnType.TEXT, hold -> hold.status().wireName())
                .column("seq", ColumnType.LONG, hold -> seq);
        script.update(script.dialect().setHolds(script.from(rows)), rows.parameters());
    }
}
