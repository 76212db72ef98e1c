package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.store.CostException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jdbi.v3.core.Handle;

/**
 * Brings a new revision of a budget into force without keeping recorders waiting for the history:
 *
 * <ol>
 *   <li>A short transaction notes the revision down as pending. It counts up the version of the budgets, so every transaction
 *       after it counts in the revision's balances too, on every node. Nothing asks them, and an old revision stays in force.
 *   <li>Without any lock, as of one moment, it is worked out what the balances lack: what the ledger says less what they have
 *       counted by that moment. What comes later they count themselves, so this stays right.
 *   <li>Short transactions add what is lacking, some balances each. The last one puts the revision in force.
 * </ol>
 *
 * A process that dies meanwhile leaves a pending revision. It costs a little and changes nothing; it goes when a later revision
 * of its budget comes into force, when its budget is deleted, or with a change of any budget half a day later.
 */
final class RevisionBackfill {

    private static final Logger LOG = System.getLogger(RevisionBackfill.class.getName());
    private static final int SLICE = 500;

    private final Database database;
    private final LedgerWriter writer;
    private final Runnable unlocked;

    /**
     * @param unlocked run in the middle of each back-fill, while nothing is locked
     */
    RevisionBackfill(Database database, LedgerWriter writer, Runnable unlocked) {
        this.database = database;
        this.writer = writer;
        this.unlocked = unlocked;
    }

    /** Notes a revision down as pending, in a change of budgets; also removes what was abandoned, of any budget. */
    List<Budget> begin(Handle handle, Budget budget) {
        PendingTable.insert(handle, budget);
        return PendingTable.removeAbandoned(handle);
    }

    /**
     * Back-fills a pending revision and puts it in force.
     *
     * @param inForce makes it the budget's row, within the last transaction, whose number it gets; may refuse by throwing
     * @return false if the revision is pending no more, and was not put in force: a later one came first, or the budget was
     *     deleted
     */
    boolean complete(String what, Budget budget, ObjLongConsumer<Handle> inForce) {
        try {
            List<Map.Entry<BalanceKey, Balance>> missing = database.readWhole(what, handle -> {
                database.dialect().useOneProcess(handle);
                return new ArrayList<>(Backfill.missing(handle, budget).entrySet());
            });
            unlocked.run();
            int added = 0;
            for (; missing.size() - added > SLICE; added += SLICE) {
                if (!add(what, budget, missing.subList(added, added + SLICE))) {
                    return false;
                }
            }
            List<Map.Entry<BalanceKey, Balance>> last = missing.subList(added, missing.size());
            boolean done = writer.changeBudgets(what, (handle, seq) -> {
                if (!PendingTable.remove(handle, budget)) {
                    return false;
                }
                PendingTable.removeBefore(handle, budget.id(), budget.revision());
                writer.addToBalances(handle, last);
                inForce.accept(handle, seq);
                return true;
            });
            if (done) {
                deleteBalances(budget.id(), 0, budget.revision());
            }
            return done;
        } catch (RuntimeException | Error e) {
            abandon(what, budget, e);
            throw e;
        }
    }

    private boolean add(String what, Budget budget, List<Map.Entry<BalanceKey, Balance>> sums) {
        return writer.changeCounters(what, handle -> {
            boolean pending = PendingTable.contains(handle, budget);
            if (pending) {
                writer.addToBalances(handle, sums);
            }
            return pending;
        });
    }

    private void abandon(String what, Budget budget, Throwable failure) {
        try {
            if (writer.changeBudgets(what, (handle, seq) -> PendingTable.remove(handle, budget))) {
                deleteBalances(budget.id(), budget.revision(), budget.revision() + 1);
            }
        } catch (CostException e) {
            failure.addSuppressed(e); // it stays pending, as if this process had died
        }
    }

    /**
     * Deletes the balances of revisions that are over, without the ledger's lock: nobody touches them any more. Where that
     * fails, the next change of the budget does it.
     *
     * @param first the first of these revisions
     * @param end the first revision after them
     */
    void deleteBalances(String budgetId, long first, long end) {
        try {
            boolean more = true;
            while (more) {
                more = database.write(
                        "delete old balances", handle -> BudgetTables.deleteBalances(handle, budgetId, first, end));
            }
        } catch (CostException e) {
            LOG.log(Level.WARNING, () -> "old balances of budget " + budgetId + " are left for now: " + e.getMessage());
        }
    }
}
