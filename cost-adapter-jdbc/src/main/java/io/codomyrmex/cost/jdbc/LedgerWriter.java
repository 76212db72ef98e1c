package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.ledger.Ledger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that change the ledger. Each locks the ledger's row, loads what its callers need, lets them decide in
 * the order they came, saves, and commits; only then are they answered. Callers that come while a transaction runs share
 * the next one.
 */
final class LedgerWriter implements GroupCommit.Transaction, AutoCloseable {

    private static final Logger LOG = System.getLogger(LedgerWriter.class.getName());

    private final Database database;
    private final Currency currency;
    private final IntConsumer groups;
    private final LedgerTables tables;
    private final GroupCommit group;
    private final KnownState known = new KnownState();
    private volatile BudgetsAt budgets = BudgetsAt.UNKNOWN;
    private WeakReference<@Nullable Connection> connection = new WeakReference<>(null);
    private boolean listenerFailed;

    /**
     * The budgets, and the version of them that the ledger's row had.
     *
     * @param list those in force
     * @param pending revisions that are being back-filled
     */
    record BudgetsAt(long version, List<Budget> list, List<Budget> pending) {

        static final BudgetsAt UNKNOWN = new BudgetsAt(-1, List.of(), List.of());

        /** All whose counters follow what is recorded and held. */
        List<Budget> counted() {
            if (pending.isEmpty()) {
                return list;
            }
            List<Budget> counted = new ArrayList<>(list);
            counted.addAll(pending);
            return counted;
        }
    }

    LedgerWriter(Database database, Currency currency, IntConsumer groups) {
        this.database = database;
        this.currency = currency;
        this.groups = groups;
        this.tables = new LedgerTables();
        this.group = new GroupCommit(this, database.timeout(), database.threads());
    }

    /** Does one caller's work, in a transaction shared with others. */
    <R> R run(String what, LedgerWork<R> work) {
        return group.run(what, work);
    }

    /** The same, without a thread that waits. */
    <R> CompletableFuture<R> promise(String what, LedgerWork<R> work) {
        return group.promise(what, work);
    }

    @Override
    public void run(List<GroupMember<?>> members) {
        try {
            database.writeShared(handle -> {
                tables.abandoned(); // of a try before this one
                if (!isOnSameConnection(handle)) {
                    forget();
                }
                if (!atOnce(handle, members)) {
                    transact(handle, members);
                }
                return true;
            });
        } catch (RuntimeException | Error e) {
            tables.abandoned();
            known.forget();
            throw e;
        }
        tables.committed();
        tellOfGroup(members.size());
    }

    @Override
    public boolean mayConcernOne(Throwable failure) {
        return !(failure instanceof CommitLostException || failure instanceof Error)
                && !SqlFailures.concernsEveryone(failure);
    }

    @Override
    public RuntimeException failure(String operation, Throwable failure) {
        return SqlFailures.translated(operation, failure);
    }

    /** The transaction is committed: a listener that fails changes nothing about that. */
    private void tellOfGroup(int callers) {
        try {
            groups.accept(callers);
        } catch (RuntimeException | Error e) {
            if (!listenerFailed) {
                LOG.log(Level.WARNING, "the listener for shared transactions has failed; it is not reported again", e);
            }
            listenerFailed = true;
        }
    }

    /**
     * What is remembered of a ledger was seen through one connection. Another one may lead to another server, or to one that
     * was restored: what is there may never have been seen.
     */
    private boolean isOnSameConnection(Handle handle) {
        Connection now = Database.driverConnection(handle);
        boolean same = connection.get() == now;
        if (!same) {
            connection = new WeakReference<>(now);
        }
        return same;
    }

    private void forget() {
        known.forget();
        tables.forget();
    }

    /**
     * Decides on what is known from the last transaction, and sends all in one go, on the condition that this still holds.
     *
     * @return false if nothing was done
     */
    private boolean atOnce(Handle handle, List<GroupMember<?>> members) {
        if (!known.isExpected() || !database.dialect().changesInOne()) {
            return false;
        }
        BudgetsAt assumed = budgets;
        Needs needs = needs(needed(members), assumed);
        LedgerUnit unit = new LedgerUnit(handle, database.dialect(), currency, assumed);
        if (!unit.assume(needs, known)) {
            return false;
        }
        members.forEach(member -> member.decide(unit));
        unit.requireLoaded();
        long seq = known.seq() + 1;
        long mark = LedgerHead.newMark();
        if (unit.isChanged()) {
            Script script = Assumptions.script(database.dialect(), known, mark, assumed.version(), needs);
            tables.save(script, unit, seq);
            if (script.runGuarded(handle)) {
                known.keep(seq, mark, unit.balances(), unit.holds());
                return true;
            }
        }
        known.forget();
        tables.abandoned();
        return false;
    }

    private static Needed needed(List<GroupMember<?>> members) {
        return (budgets, needs) -> members.forEach(member -> member.work().needs(budgets, needs));
    }

    private void transact(Handle handle, List<GroupMember<?>> members) {
        Locked locked = lock(handle, true, known, needed(members));
        LedgerUnit unit = locked.unit();
        members.forEach(member -> member.decide(unit));
        unit.requireLoaded();
        LedgerHead head = locked.head();
        if (unit.isChanged()) {
            saving(locked).runAndCommit(handle);
            known.keep(head.seq(), head.mark(), unit.balances(), unit.holds());
        } else {
            Script.rollback(handle, database.dialect()); // nothing to keep, not even its number: nothing to wait for
            known.keep(head.seq() - 1, head.markBefore(), unit.balances(), unit.holds());
        }
    }

    /** The ledger's row, and what was loaded under its lock. */
    private record Locked(LedgerHead head, LedgerUnit unit) {}

    /**
     * Locks and loads in one go, by the budgets and counters as last known; what turns out to have changed is loaded once
     * more.
     */
    private Locked lock(Handle handle, boolean begin, KnownState last, Needed needed) {
        BudgetsAt guess = budgets;
        Script script = new Script(database.dialect());
        if (begin) {
            script.begin(handle);
        }
        Supplier<LedgerHead> row = LedgerHead.lock(script);
        BooleanSupplier seriesStand = begin ? tables.seriesStand(script) : () -> true;
        LedgerUnit unit = new LedgerUnit(handle, database.dialect(), currency, guess);
        Needs needs = needs(needed, guess);
        unit.load(script, needs, last.isExpected() ? last.balances().keySet() : Set.of());
        script.run(handle);
        LedgerHead head = row.get();
        last.lockedAt(head);
        if (!seriesStand.getAsBoolean()) {
            tables.forget();
        }
        if (head.budgetsVersion() == guess.version()) {
            unit.loadRest(needs, last.balances());
            return new Locked(head, unit);
        }
        BudgetsAt current = budgets(handle, head);
        unit = new LedgerUnit(handle, database.dialect(), currency, current);
        needs = needs(needed, current);
        Script again = new Script(database.dialect());
        unit.load(again, needs, last.balances().keySet());
        again.run(handle);
        unit.loadRest(needs, last.balances());
        return new Locked(head, unit);
    }

    private static Needs needs(Needed needed, BudgetsAt budgets) {
        Needs needs = new Needs();
        needed.collect(budgets.counted(), needs);
        return needs;
    }

    private Script saving(Locked locked) {
        Script script = new Script(database.dialect());
        tables.save(script, locked.unit(), locked.head().seq());
        return script;
    }

    /** Names the rows that a decision looks at. */
    @FunctionalInterface
    interface Needed {
        void collect(Collection<Budget> budgets, Needs needs);
    }

    /**
     * Does work on counters and alerts in a transaction of its own: it records nothing.
     *
     * @param work asks the ledger, and gives what is to be read once that is saved, in the same transaction
     */
    <T> T runAlone(String what, Needed needed, BiFunction<Handle, Ledger, Supplier<T>> work) {
        return database.write(what, handle -> {
            Locked locked = lock(handle, false, new KnownState(), needed);
            Supplier<T> after = work.apply(handle, new Ledger(locked.unit()));
            if (locked.unit().isChanged()) {
                saving(locked).run(handle);
            }
            return after.get();
        });
    }

    /**
     * Changes the set of budgets, alone: all that was recorded before is visible, all that comes after sees the change.
     *
     * @param change gets the number of its transaction
     */
    <T> T changeBudgets(String what, BiFunction<Handle, Long, T> change) {
        return changeAlone(what, LedgerHead::budgetsChanged, change);
    }

    /** Changes counters of a revision that nobody decides on yet. */
    <T> T changeCounters(String what, Function<Handle, T> change) {
        return changeAlone(what, script -> {}, (handle, seq) -> change.apply(handle));
    }

    private <T> T changeAlone(String what, Consumer<Script> mark, BiFunction<Handle, Long, T> change) {
        return database.write(what, handle -> {
            Script script = new Script(database.dialect());
            Supplier<LedgerHead> head = LedgerHead.lock(script);
            mark.accept(script);
            script.run(handle);
            return change.apply(handle, head.get().seq());
        });
    }

    /**
     * Lets alerts of one budget fire or be armed within a change of budgets, and saves what that changes.
     *
     * @param seq the number of the transaction
     */
    void alert(Handle handle, long seq, Budget budget, Consumer<Ledger> work) {
        LedgerUnit unit =
                new LedgerUnit(handle, database.dialect(), currency, new BudgetsAt(-1, List.of(budget), List.of()));
        work.accept(new Ledger(unit));
        Script script = new Script(database.dialect());
        tables.save(script, unit, seq);
        script.run(handle);
    }

    /** Adds to counters within a change of budgets or counters. */
    void addToBalances(Handle handle, List<Map.Entry<BalanceKey, Balance>> sums) {
        Script script = new Script(database.dialect());
        LedgerTables.addToBalances(script, sums);
        script.run(handle);
    }

    /** The budgets as last known, and their version, which may be out of date. */
    BudgetsAt budgets() {
        return budgets;
    }

    /** The budgets as of now, and their version, by one statement each, repeated until they belong together. */
    BudgetsAt refreshedBudgets(Handle handle) {
        while (true) {
            long version = LedgerHead.read(handle).budgetsVersion();
            BudgetsAt known = new BudgetsAt(version, LedgerTables.budgets(handle), PendingTable.all(handle));
            if (LedgerHead.read(handle).budgetsVersion() == version) {
                budgets = known;
                return known;
            }
        }
    }

    /** The budgets as of the ledger's row, read again if another transaction changed them. */
    private BudgetsAt budgets(Handle handle, LedgerHead head) {
        BudgetsAt known = budgets;
        if (known.version() != head.budgetsVersion()) {
            known = new BudgetsAt(head.budgetsVersion(), LedgerTables.budgets(handle), PendingTable.all(handle));
            budgets = known;
        }
        return known;
    }

    /** Takes no more work. */
    @Override
    public void close() {
        group.close();
    }
}
