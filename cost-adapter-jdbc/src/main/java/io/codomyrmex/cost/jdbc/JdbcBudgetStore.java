package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetExistsException;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.gate.SpendAnswer;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.ledger.Ledger;
import io.codomyrmex.cost.store.BudgetStore;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The budget ledger in the tables {@code budget}, {@code budget_balance} and {@code budget_alert}. */
final class JdbcBudgetStore implements BudgetStore {

    private static final int MAX_TRIES = 5;

    private final Database database;
    private final LedgerWriter writer;
    private final Currency currency;
    private final StatusQuery statuses;
    private final HoldExpiry expiry;
    private final RevisionBackfill backfill;

    /**
     * @param unlocked run in the middle of each back-fill, while nothing is locked
     */
    JdbcBudgetStore(Database database, LedgerWriter writer, Currency currency, Runnable unlocked) {
        this.database = database;
        this.writer = writer;
        this.currency = currency;
        this.statuses = new StatusQuery(database, writer);
        this.expiry = new HoldExpiry(writer);
        this.backfill = new RevisionBackfill(database, writer, unlocked);
    }

    @Override
    public Budget create(BudgetSpec spec, Instant now) {
        Instant since = InstantRule.kept("now", now);
        String what = "create budget " + spec.id();
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            Begun begun = writer.changeBudgets(what, (handle, seq) -> {
                refuseTaken(handle, spec.id());
                return begin(handle, new Budget(spec, seq, since));
            });
            forget(begun.abandoned());
            Budget budget = begun.budget();
            boolean done = backfill.complete(what, budget, (handle, seq) -> {
                refuseTaken(handle, spec.id());
                BudgetTables.insert(handle, budget);
                writer.alert(handle, seq, budget, ledger -> ledger.fireDue(budget, since));
            });
            if (done) {
                return budget;
            }
            // the id was created by a later call that was faster, which the next try finds, or deleted meanwhile
        }
        throw new StoreUnavailableException(what + ": it was deleted over and over while it was being created", null);
    }

    private static void refuseTaken(Handle handle, String budgetId) {
        if (BudgetTables.find(handle, budgetId).isPresent()) {
            throw new BudgetExistsException(budgetId);
        }
    }

    @Override
    public Budget update(BudgetSpec spec, Instant now) {
        Instant since = InstantRule.kept("now", now);
        String what = "update budget " + spec.id();
        Begun begun = writer.changeBudgets(what, (handle, seq) -> {
            Budget old = existing(handle, spec.id());
            if (!spec.countsLike(old.spec())) {
                return begin(handle, new Budget(spec, seq, since));
            }
            Budget budget = new Budget(spec, old.revision(), old.since());
            PendingTable.removeBefore(handle, spec.id(), seq); // this is the later decision
            BudgetTables.update(handle, budget);
            writer.alert(handle, seq, budget, ledger -> ledger.amend(budget, old.amount(), since));
            return new Begun(budget, false, List.of());
        });
        forget(begun.abandoned());
        Budget budget = begun.budget();
        if (begun.pending()) {
            boolean done = backfill.complete(what, budget, (handle, seq) -> {
                existing(handle, spec.id());
                BudgetTables.update(handle, budget);
                writer.alert(handle, seq, budget, ledger -> ledger.fireDue(budget, since));
            });
            if (!done) { // a later update is in force already, as if this one had come just before it, or it was
                // deleted
                database.read(what, handle -> existing(handle, spec.id()));
            }
        }
        return budget;
    }

    private static Budget existing(Handle handle, String budgetId) {
        return BudgetTables.find(handle, budgetId).orElseThrow(() -> new UnknownBudgetException(budgetId));
    }

    /** What the first transaction of a change leaves: a revision, pending or in force, and revisions of others to forget. */
    private record Begun(Budget budget, boolean pending, List<Budget> abandoned) {}

    private Begun begin(Handle handle, Budget budget) {
        return new Begun(budget, true, backfill.begin(handle, budget));
    }

    private void forget(List<Budget> abandoned) {
        abandoned.forEach(budget -> backfill.deleteBalances(budget.id(), budget.revision(), budget.revision() + 1));
    }

    @Override
    public boolean delete(String budgetId) {
        AtomicLong end = new AtomicLong();
        boolean deleted = writer.changeBudgets("delete budget " + budgetId, (handle, seq) -> {
            end.set(seq);
            PendingTable.removeBefore(handle, budgetId, seq);
            return BudgetTables.delete(handle, budgetId);
        });
        backfill.deleteBalances(budgetId, 0, end.get());
        return deleted;
    }

    @Override
    public Optional<Budget> find(String budgetId) {
        return database.read("find budget " + budgetId, handle -> BudgetTables.find(handle, budgetId));
    }

    @Override
    public List<Budget> list() {
        return database.read("list budgets", LedgerTables::budgets);
    }

    @Override
    public List<BudgetStatus> statuses(List<String> budgetIds, Instant at) {
        return statuses.of(
                "budget status",
                InstantRule.kept("at", at),
                all -> {
                    List<Budget> asked = new ArrayList<>();
                    for (String id : budgetIds) {
                        asked.addAll(new SpendScope.Named(id).among(all));
                    }
                    return budgetIds.isEmpty() ? all : asked;
                },
                overdue -> {}); // of any moment, not of now
    }

    @Override
    public SpendAnswer ask(BigDecimal amount, SpendScope scope, Instant now) {
        Instant kept = InstantRule.kept("now", now);
        return SpendAnswer.of(
                amount, statuses.of("ask the gate", kept, scope::among, overdue -> expiry.met(overdue, kept)));
    }

    @Override
    public List<BudgetAlert> check(Instant now, @Nullable String key) {
        Instant kept = InstantRule.kept("now", now);
        return writer.runAlone("check budgets", budgetsNeeds(kept), (handle, ledger) -> {
            List<BudgetAlert> again = key == null ? List.of() : BudgetTables.reportedUnder(handle, key, currency);
            if (!again.isEmpty()) {
                return () -> again;
            }
            ledger.fireDue(kept);
            return () -> BudgetTables.claimUnreported(handle, key, currency);
        });
    }

    @Override
    public int fireDue(Instant now) {
        Instant kept = InstantRule.kept("now", now);
        if (!database.read("look for due alerts", handle -> isAnyDue(handle, kept))) {
            return 0;
        }
        return writer.runAlone("fire due alerts", budgetsNeeds(kept), (handle, ledger) -> {
            int fired = ledger.fireDue(kept);
            return () -> fired;
        });
    }

    private boolean isAnyDue(Handle handle, Instant now) {
        List<Budget> budgets = writer.refreshedBudgets(handle).list();
        Needs needs = new Needs();
        needs.recentPeriods(budgets, now);
        Map<BalanceKey, Balance> balances = new HashMap<>();
        Script script = new Script(database.dialect());
        LedgerTables.balances(script, needs.balances(), balances::put);
        script.run(handle);
        return budgets.stream()
                .anyMatch(budget -> Ledger.isDue(budget, key -> balances.getOrDefault(key, Balance.ZERO), now));
    }

    @Override
    public List<BudgetAlert> alerts(int limit) {
        return database.read("alerts", handle -> BudgetTables.alerts(handle, database.dialect(), currency, limit));
    }

    @Override
    public int rearm(Instant now) {
        Instant kept = InstantRule.kept("now", now);
        return writer.runAlone("reset alerts", budgetsNeeds(kept), (handle, ledger) -> {
            int budgets = ledger.rearm(kept);
            return () -> budgets;
        });
    }

    private static LedgerWriter.Needed budgetsNeeds(Instant now) {
        return (budgets, needs) -> needs.recentPeriods(budgets, now);
    }
}
