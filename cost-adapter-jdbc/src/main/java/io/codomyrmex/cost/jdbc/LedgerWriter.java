package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.ledger.Ledger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
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
    private final GroupCommit group = new GroupCommit(this::commitTogether);
    private volatile @Nullable BudgetsAt budgets;

    /** The budgets, and the version of them that the ledger's row had. */
    private record BudgetsAt(long version, List<Budget> list) {}

    LedgerWriter(Database database, Currency currency) {
        this.database = database;
        this.currency = currency;
        this.tables = new LedgerTables(database.dialect());
    }

    /** Does one caller's work, in a transaction shared with others. */
    <R> R run(String what, LedgerWork<R> work) {
        return group.run(what, work);
    }

    private void commitTogether(String what, List<GroupCommit.Member<?>> members) {
        try {
            database.write(what, handle -> transact(handle, members));
            tables.committed();
        } catch (RuntimeException | Error e) {
            tables.abandoned();
            throw e;
        }
    }

    private LedgerUnit transact(Handle handle, List<GroupCommit.Member<?>> members) {
        return transact(
                handle,
                (budgets, needs) -> members.forEach(member -> member.work().needs(budgets, needs)),
                ledger -> members.forEach(member -> member.decide(ledger)));
    }

    private LedgerUnit transact(Handle handle, Needed needed, Consumer<Ledger> decide) {
        LedgerTables.Head head = LedgerTables.lockHead(handle);
        LedgerUnit unit = new LedgerUnit(currency, budgets(handle, head));
        Needs needs = new Needs();
        needed.collect(unit.budgets(), needs);
        unit.load(
                LedgerTables.entries(handle, needs.entryIds()), LedgerTables.balances(handle, needs.balances()));
        decide.accept(new Ledger(unit));
        if (unit.isChanged()) {
            tables.save(handle, unit, head.seq() + 1);
            LedgerTables.advanceHead(handle, head.seq() + 1, head.budgetsVersion());
        }
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
            transact(handle, needed, ledger -> after.set(work.apply(handle, ledger)));
            return Objects.requireNonNull(after.get()).get();
        });
    }

    /** Changes the set of budgets, alone: all that was recorded before is visible, all that comes after sees the change. */
    <T> T changeBudgets(String what, BiFunction<Handle, Long, T> change) {
        return database.write(what, handle -> {
            LedgerTables.Head head = LedgerTables.lockHead(handle);
            T result = change.apply(handle, head.seq() + 1);
            LedgerTables.advanceHead(handle, head.seq() + 1, head.budgetsVersion() + 1);
            return result;
        });
    }

    /** The budgets as of the ledger's row, read again if another transaction changed them. */
    List<Budget> budgets(Handle handle, LedgerTables.Head head) {
        BudgetsAt known = budgets;
        if (known != null && known.version() == head.budgetsVersion()) {
            return known.list();
        }
        List<Budget> list = new ArrayList<>(LedgerTables.budgets(handle));
        budgets = new BudgetsAt(head.budgetsVersion(), List.copyOf(list));
        return List.copyOf(list);
    }

    LedgerTables tables() {
        return tables;
    }
}
