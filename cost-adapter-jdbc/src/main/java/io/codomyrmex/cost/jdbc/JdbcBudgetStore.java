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
import io.codomyrmex.cost.store.BudgetStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The budget ledger in the tables {@code budget}, {@code budget_balance} and {@code budget_alert}. */
final class JdbcBudgetStore implements BudgetStore {

    private final Database database;
    private final LedgerWriter writer;
    private final Currency currency;

    JdbcBudgetStore(Database database, LedgerWriter writer, Currency currency) {
        this.database = database;
        this.writer = writer;
        this.currency = currency;
    }

    @Override
    public Budget create(BudgetSpec spec, Instant now) {
        Instant since = InstantRule.kept("now", now);
        return writer.changeBudgets("create budget " + spec.id(), (handle, revision) -> {
            if (BudgetTables.find(handle, spec.id()).isPresent()) {
                throw new BudgetExistsException(spec.id());
            }
            Budget budget = new Budget(spec, revision, since);
            BudgetTables.insert(handle, budget);
            writer.tables().saveBalances(handle, Backfill.of(handle, budget));
            return budget;
        });
    }

    @Override
    public Budget update(BudgetSpec spec, Instant now) {
        Instant since = InstantRule.kept("now", now);
        return writer.changeBudgets("update budget " + spec.id(), (handle, revision) -> {
            Budget old = BudgetTables.find(handle, spec.id()).orElseThrow(() -> new UnknownBudgetException(spec.id()));
            boolean same = spec.countsLike(old.spec());
            Budget budget = same ? new Budget(spec, old.revision(), old.since()) : new Budget(spec, revision, since);
            BudgetTables.update(handle, budget);
            if (!same) {
                BudgetTables.deleteBalances(handle, budget.id());
                writer.tables().saveBalances(handle, Backfill.of(handle, budget));
            }
            return budget;
        });
    }

    @Override
    public boolean delete(String budgetId) {
        return writer.changeBudgets("delete budget " + budgetId, (handle, revision) -> {
            BudgetTables.deleteBalances(handle, budgetId);
            return BudgetTables.delete(handle, budgetId);
        });
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
        return database.readSnapshot("budget status", handle -> {
            List<Budget> all = LedgerTables.budgets(handle);
            List<Budget> asked = new ArrayList<>();
            for (String id : budgetIds) {
                asked.addAll(new SpendScope.Named(id).among(all));
            }
            return statuses(handle, budgetIds.isEmpty() ? all : asked, at);
        });
    }

    @Override
    public SpendAnswer ask(BigDecimal amount, SpendScope scope, Instant now) {
        return database.readSnapshot("ask the gate", handle -> {
            List<Budget> budgets = writer.budgets(handle, LedgerTables.readHead(handle));
            return SpendAnswer.of(amount, statuses(handle, scope.among(budgets), now));
        });
    }

    private static List<BudgetStatus> statuses(Handle handle, List<Budget> budgets, Instant at) {
        List<BalanceKey> keys = budgets.stream().map(budget -> budget.keyAt(at)).toList();
        Map<BalanceKey, Balance> balances = LedgerTables.balances(handle, keys);
        List<BudgetStatus> statuses = new ArrayList<>();
        for (Budget budget : budgets) {
            Balance balance = balances.getOrDefault(budget.keyAt(at), Balance.ZERO);
            statuses.add(new BudgetStatus(budget, budget.periodAt(at), balance.spent(), balance.held()));
        }
        return statuses;
    }

    @Override
    public List<BudgetAlert> check(Instant now) {
        return writer.runAlone("check budgets", budgetsNeeds(now), (handle, ledger) -> {
            ledger.check(now);
            return () -> BudgetTables.claimUnreported(handle, currency);
        });
    }

    @Override
    public List<BudgetAlert> alerts(int limit) {
        return database.read("alerts", handle -> BudgetTables.alerts(handle, currency, limit));
    }

    @Override
    public int rearm(Instant now) {
        return writer.runAlone("reset alerts", budgetsNeeds(now), (handle, ledger) -> {
            int budgets = ledger.rearm(now);
            return () -> budgets;
        });
    }

    private static LedgerWriter.Needed budgetsNeeds(Instant now) {
        return (budgets, needs) -> needs.recentPeriods(budgets, now);
    }
}
