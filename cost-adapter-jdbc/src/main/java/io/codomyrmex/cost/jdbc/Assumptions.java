package io.codomyrmex.cost.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a decision took for granted, as the condition of the statement that carries it out. The condition locks the ledger's
 * row; if another transaction changed the ledger first, its number or its mark is another one and nothing is done.
 */
final class Assumptions {

    private Assumptions() {}

    /**
     * A script that changes something only if the ledger is as it was known, and none of the named entries, none of the named
     * holds that are not known, and no overdue hold are there.
     *
     * @param mark the mark of the transaction
     */
    static Script script(Dialect dialect, KnownState known, long mark, long budgetsVersion, Needs needs) {
        StringBuilder sql = new StringBuilder(LedgerHead.COUNT + " and seq = ? and mark = ? and budgets_version = ?");
        List<Object> parameters = new ArrayList<>(List.of(mark, known.seq(), known.mark(), budgetsVersion));
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
