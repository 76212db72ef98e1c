package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.ledger.Ledger;
import io.codomyrmex.cost.ledger.LedgerState;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that change the ledger. Each locks the ledger's row, loads what its callers need, lets them decide in
 * the order they came, saves, and commits; only then are they answered. Callers that come while a transaction runs share
 * the next one.
 */
final class LedgerWriter {

    private final Database database;
    private final Currency currency;
    private final LedgerTables tables;
    private final GroupCommit group;
    private volatile BudgetsAt budgets = new BudgetsAt(-1, List.of());

    /** The budgets, and the version of them that the ledger's row had. */
    record BudgetsAt(long version, List<Budget> list) {}

    LedgerWriter(Database database, Currency currency) {
        this.database = database;
        this.currency = currency;
        this.tables = new LedgerTables(database.dialect());
        this.group = new GroupCommit(this::commitTogether, database.timeout());
    }

    /** Does one caller's work, in a transaction shared with others. */
    <R> R run(String what, LedgerWork<R> work) {
        return group.run(what, work);
    }

    private void commitTogether(String what, List<GroupMember<?>> members) {
        try {
            database.write(what, handle -> transact(handle, members));
            tables.committed();
        } catch (RuntimeException | Error e) {
            tables.abandoned();
            throw e;
        }
    }

    private LedgerUnit transact(Handle handle, List<GroupMember<?>> members) {
        return transact(
                handle,
                (budgets, needs) -> members.forEach(member -> member.work().needs(budgets, needs)),
                state -> members.forEach(member -> member.decide(state)));
    }

    private LedgerUnit transact(Handle handle, Needed needed, Consumer<LedgerState> decide) {
        BudgetsAt guess = budgets;
        AtomicReference<@Nullable LedgerHead> locked = new AtomicReference<>();
        // lock and load in one go, by the budgets as last known; if others changed them meanwhile, load again
        LedgerUnit unit = load(handle, guess.list(), needed, script -> LedgerHead.lock(script, locked));
        LedgerHead head = Objects.requireNonNull(locked.get());
        if (head.budgetsVersion() != guess.version()) {
            unit = load(handle, budgets(handle, head), needed, script -> {});
        }
        decide.accept(unit);
        if (unit.isChanged()) {
            Script script = new Script(database.dialect());
            tables.save(script, unit, head.seq() + 1);
            head.next(false).save(script);
            script.run(handle);
        }
        return unit;
    }

    private LedgerUnit load(Handle handle, List<Budget> known, Needed needed, Consumer<Script> before) {
        Script script = new Script(database.dialect());
        before.accept(script);
        LedgerUnit unit = new LedgerUnit(handle, database.dialect(), currency, known);
        Needs needs = new Needs();
        needed.collect(known, needs);
        unit.load(script, needs);
        script.run(handle);
        unit.loadBalancesOfHolds();
        return unit;
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
            AtomicReference<@Nullable Supplier<T>> after = new AtomicReference<>();
            transact(handle, needed, state -> after.set(work.apply(handle, new Ledger(state))));
            return Objects.requireNonNull(after.get()).get();
        });
    }

    /** Changes the set of budgets, alone: all that was recorded before is visible, all that comes after sees the change. */
    <T> T changeBudgets(String what, BiFunction<Handle, Long, T> change) {
        return database.write(what, handle -> {
            AtomicReference<@Nullable LedgerHead> locked = new AtomicReference<>();
            Script lock = new Script(database.dialect());
            LedgerHead.lock(lock, locked);
            lock.run(handle);
            LedgerHead head = Objects.requireNonNull(locked.get());
            T result = change.apply(handle, head.seq() + 1);
            Script save = new Script(database.dialect());
            head.next(true).save(save);
            save.run(handle);
            return result;
        });
    }

    /** Saves counters within a change of budgets. */
    void saveBalances(Handle handle, Map<BalanceKey, Balance> balances) {
        Script script = new Script(database.dialect());
        tables.saveBalances(script, balances);
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
            List<Budget> list = LedgerTables.budgets(handle);
            if (LedgerHead.read(handle).budgetsVersion() == version) {
                BudgetsAt known = new BudgetsAt(version, list);
                budgets = known;
                return known;
            }
        }
    }

    /** The budgets as of the ledger's row, read again if another transaction changed them. */
    List<Budget> budgets(Handle handle, LedgerHead head) {
        BudgetsAt known = budgets;
        if (known.version() != head.budgetsVersion()) {
            known = new BudgetsAt(head.budgetsVersion(), LedgerTables.budgets(handle));
            budgets = known;
        }
        return known.list();
    }
}
