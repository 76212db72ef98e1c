package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Budget;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The rows of revisions that are not in force yet. They count from when they are committed. All is done under the ledger's lock,
 * but for reading.
 */
final class PendingTable {

    /** Longer than any back-fill takes; by then whoever began it has died. */
    private static final String ABANDONED = "started_at < current_timestamp - interval '12' hour";

    /** A ledger that lost transactions may come to the same revision again, for another budget. */
    private static final String THIS_ONE = "revision = :revision and id = :id and since = :since";

    private PendingTable() {}

    /** All of them, ordered by revision. */
    static List<Budget> all(Handle handle) {
        return handle.createQuery("select " + Rows.BUDGET_COLUMNS + " from budget_pending order by revision")
                .map(Rows.BUDGET)
                .list();
    }

    static void insert(Handle handle, Budget budget) {
        BudgetTables.bind(
                        handle.createUpdate("insert into budget_pending (" + Rows.BUDGET_COLUMNS
                                + ", started_at) values (" + BudgetTables.VALUES + ", current_timestamp)"),
                        budget)
                .execute();
    }

    static boolean contains(Handle handle, Budget budget) {
        return handle.createQuery("select count(*) from budget_pending where " + THIS_ONE)
                        .bind("id", budget.id())
                        .bind("since", Rows.bound(budget.since()))
                        .bind("revision", budget.revision())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** Removes a revision; false if somebody else did. */
    static boolean remove(Handle handle, Budget budget) {
        return handle.createUpdate("delete from budget_pending where " + THIS_ONE)
                        .bind("id", budget.id())
                        .bind("since", Rows.bound(budget.since()))
                        .bind("revision", budget.revision())
                        .execute()
                > 0;
    }

    /** Removes the revisions of a budget that began before this one: they would change nothing any more. */
    static void removeBefore(Handle handle, String budgetId, long revision) {
        handle.createUpdate("delete from budget_pending where id = :id and revision < :revision")
                .bind("id", budgetId)
                .bind("revision", revision)
                .execute();
    }

    /** Removes what nobody is going to finish; gives what was removed. */
    static List<Budget> removeAbandoned(Handle handle) {
        List<Budget> abandoned = handle.createQuery(
                        "select " + Rows.BUDGET_COLUMNS + " from budget_pending where " + ABANDONED)
                .map(Rows.BUDGET)
                .list();
        abandoned.forEach(budget -> remove(handle, budget));
        return abandoned;
    }
}
