package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.ledger.LedgerState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of one transaction: what was loaded under the ledger's lock, and what is to be saved. */
final class LedgerUnit implements LedgerState {

    private final Currency currency;
    private final List<Budget> budgets;
    private final Map<String, CostEntry> entries = new HashMap<>();
    private final Map<BalanceKey, Balance> balances = new HashMap<>();

    private final List<CostEntry> newEntries = new ArrayList<>();
    private final TreeMap<BalanceKey, Balance> changedBalances = new TreeMap<>();
    private final List<BudgetAlert> alerts = new ArrayList<>();

    LedgerUnit(Currency currency, List<Budget> budgets) {
        this.currency = currency;
        this.budgets = budgets;
    }

    void load(List<CostEntry> stored, Map<BalanceKey, Balance> kept) {
        stored.forEach(entry -> entries.put(entry.id(), entry));
        balances.putAll(kept);
    }

    @Override
    public Currency currency() {
        return currency;
    }

    @Override
    public Collection<Budget> budgets() {
        return budgets;
    }

    @Override
    public Balance balance(BalanceKey key) {
        return balances.getOrDefault(key, Balance.ZERO);
    }

    @Override
    public void balance(BalanceKey key, Balance balance) {
        balances.put(key, balance);
        changedBalances.put(key, balance);
    }

    @Override
    public @Nullable CostEntry entry(String id) {
        return entries.get(id);
    }

    @Override
    public void add(CostEntry entry) {
        entries.put(entry.id(), entry);
        newEntries.add(entry);
    }

    @Override
    public void fire(BudgetAlert alert) {
        alerts.add(alert);
    }

    /** Whether there is anything to save. */
    boolean isChanged() {
        return !newEntries.isEmpty() || !changedBalances.isEmpty() || !alerts.isEmpty();
    }

    /** Entries to be stored, in the order they were taken. */
    List<CostEntry> newEntries() {
        return newEntries;
    }

    /** Balances to be stored, in their order. */
    Map<BalanceKey, Balance> changedBalances() {
        return changedBalances;
    }

    /** Alerts to be stored unless they fired before. */
    List<BudgetAlert> alerts() {
        return alerts;
    }
}
