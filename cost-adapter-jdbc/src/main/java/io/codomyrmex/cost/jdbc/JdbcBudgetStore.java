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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The budget ledger in the tables {@code budget}, {@code budget_balance} and {@code budget_alert}. */
final class JdbcBudgetStore implements BudgetStore {

    private final Database database;
    private final LedgerWriter writer;
    private final Currency currency;
    private final StatusQuery statuses;

    JdbcBudgetStore(Database database, LedgerWriter writer, Currency currency) {
        this.database = database;
        this.writer = writer;
        this.currency = currency;
        this.statuses = new StatusQuery(database, writer);
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
            writer.saveBalances(handle, Backfill.fromRollup(handle, budget));
            writer.alert(handle, revision, budget, ledger -> ledger.fireDue(budget, since));
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
            if (same) {
                writer.alert(handle, revision, budget, ledger -> ledger.amend(budget, old.amount(), since));
            } else {
                BudgetTables.deleteBalances(handle, budget.id());
                writer.saveBalances(handle, Backfill.fromRollup(handle, budget));
                writer.alert(handle, revision, budget, ledger -> ledger.fireDue(budget, since));
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
        return statuses.of("budget status", InstantRule.kept("at", at), all -> {
            List<Budget> asked = new ArrayList<>();
            for (String id : budgetIds) {
                asked.addAll(new SpendScope.Named(id).among(all));
            }
            return budgetIds.isEmpty() ? all : asked;
        });
    }

    @Override
    public SpendAnswer ask(BigDecimal amount, SpendScope scope, Instant now) {
        return SpendAnswer.of(amount, statuses.of("ask the gate", InstantRule.kept("now", now), scope::among));
    }

    @Override
    public List<BudgetAlert> check(Instant now) {
        Instant kept = InstantRule.kept("now", now);
        return writer.runAlone("check budgets", budgetsNeeds(kept), (handle, ledger) -> {
            ledger.fireDue(kept);
            return () -> BudgetTables.claimUnreported(handle, currency);
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
        return database.read("alerts", handle -> BudgetTables.alerts(handle, currency, limit));
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
