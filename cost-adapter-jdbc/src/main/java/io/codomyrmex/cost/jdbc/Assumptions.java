package io.codomyrmex.cost.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a decision took for granted, as the condition of the statement that carries it out. The condition locks the ledger's
 * row; if another transaction changed the ledger first, the sequence number is another one and nothing is done.
 */
final class Assumptions {

    private Assumptions() {}

    /** A script that changes something only if all this is so: then the ledger's sequence number is the one given. */
    static Script script(Dialect dialect, long seq, long budgetsVersion, Needs needs, KnownState known) {
        StringBuilder sql = new StringBuilder(
                "update ledger set seq = seq + 1 where id = 1 and seq + 1 = ? and budgets_version = ?");
        List<Object> parameters = new ArrayList<>(List.of(seq, budgetsVersion));
        noneStored(dialect, "cost_entry", needs.entryIds(), sql, parameters);
        Set<String> newHolds = new LinkedHashSet<>(needs.holdIds());
        newHolds.removeAll(known.holds().keySet());
        noneStored(dialect, "cost_hold", newHolds, sql, parameters);
        Instant overdueBy = needs.overdueBy();
        if (overdueBy != null) {
            sql.append(" and not exists (select 1 from cost_hold where ")
                    .append(HoldTable.OVERDUE)
                    .append(')');
            parameters.add(Rows.bound(overdueBy));
        }
        return Script.guarded(dialect, sql.append(" returning seq as counted").toString(), parameters.toArray());
    }

    private static void noneStored(
            Dialect dialect, String table, Set<String> ids, StringBuilder sql, List<Object> parameters) {
        if (!ids.isEmpty()) {
            RowSet<String> rows = RowSet.ids(ids);
            sql.append(" and not exists (select 1 from ")
                    .append(rows.sql())
                    .append(dialect.lookUp(table, "t", "t.id = n.id"))
                    .append(')');
            parameters.addAll(Arrays.asList(rows.parameters()));
        }
    }
}
