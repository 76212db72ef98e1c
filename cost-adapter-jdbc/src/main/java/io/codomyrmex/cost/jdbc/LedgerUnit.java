package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.ledger.LedgerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The state of one transaction: what was loaded under the ledger's lock, and what is to be saved. What was named
 * beforehand is loaded for all callers at once; anything else that a rule looks at is loaded when it does.
 */
final class LedgerUnit implements LedgerState {

    private final Handle handle;
    private final Dialect dialect;
    private final Currency currency;
    private final List<Budget> budgets;
    private final Map<String, Optional<CostEntry>> entries = new HashMap<>();
    private final Map<BalanceKey, Balance> balances = new HashMap<>();
    private final Map<String, Optional<Hold>> holds = new HashMap<>();
    private @Nullable Map<String, Hold> overdue;

    private final List<CostEntry> newEntries = new ArrayList<>();
    private final TreeMap<BalanceKey, Balance> changedBalances = new TreeMap<>();
    private final Map<String, Hold> changedHolds = new LinkedHashMap<>();
    private final List<BudgetAlert> alerts = new ArrayList<>();

    LedgerUnit(Handle handle, Dialect dialect, Currency currency, List<Budget> budgets) {
        this.handle = handle;
        this.dialect = dialect;
        this.currency = currency;
        this.budgets = budgets;
    }

    /**
     * Adds: loads what the callers named; balances of holds that are only known once they are loaded come later, when a rule
     * looks at them.
     */
    void load(Script script, Needs needs) {
        needs.holdIds().forEach(id -> holds.put(id, Optional.empty()));
        HoldTable.find(script, needs.holdIds(), hold -> holds.put(hold.id(), Optional.of(hold)));
        Instant overdueBy = needs.overdueBy();
        if (overdueBy != null) {
            Map<String, Hold> found = new LinkedHashMap<>();
            overdue = found;
            HoldTable.overdue(script, overdueBy, hold -> found.put(hold.id(), hold));
        }
        loadEntries(script, needs.entryIds());
        loadBalances(script, needs.balances());
    }

    /** Loads the balances of all holds that were loaded, at once, if any are missing. */
    void loadBalancesOfHolds() {
        Needs needs = new Needs();
        holds.values().forEach(hold -> hold.ifPresent(found -> needs.holding(found, budgets)));
        if (overdue != null) {
            overdue.values().forEach(hold -> needs.holding(hold, budgets));
        }
        needs.balances().removeAll(balances.keySet());
        now(script -> loadBalances(script, needs.balances()));
    }

    private void loadEntries(Script script, Set<String> ids) {
        ids.forEach(id -> entries.put(id, Optional.empty()));
        LedgerTables.entries(script, ids, entry -> entries.put(entry.id(), Optional.of(entry)));
    }

    private void loadBalances(Script script, Set<BalanceKey> keys) {
        keys.forEach(key -> balances.put(key, Balance.ZERO));
        LedgerTables.balances(script, keys, balances::put);
    }

    private void now(Consumer<Script> loading) {
        Script script = new Script(dialect);
        loading.accept(script);
        script.run(handle);
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
        if (!balances.containsKey(key)) {
            now(script -> loadBalances(script, Set.of(key)));
        }
        return balances.getOrDefault(key, Balance.ZERO);
    }

    @Override
    public void balance(BalanceKey key, Balance balance) {
        balances.put(key, balance);
        changedBalances.put(key, balance);
    }

    @Override
    public @Nullable CostEntry entry(String id) {
        if (!entries.containsKey(id)) {
            now(script -> loadEntries(script, Set.of(id)));
        }
        return entries.getOrDefault(id, Optional.empty()).orElse(null);
    }

    @Override
    public void add(CostEntry entry) {
        entries.put(entry.id(), Optional.of(entry));
        newEntries.add(entry);
    }

    @Override
    public @Nullable Hold hold(String id) {
        if (!holds.containsKey(id)) {
            holds.put(id, Optional.empty());
            now(script -> HoldTable.find(script, Set.of(id), hold -> holds.put(id, Optional.of(hold))));
        }
        return holds.getOrDefault(id, Optional.empty()).orElse(null);
    }

    @Override
    public void hold(Hold hold) {
        holds.put(hold.id(), Optional.of(hold));
        changedHolds.put(hold.id(), hold);
        if (overdue != null) {
            keepIfHeld(overdue, hold);
        }
    }

    @Override
    public Collection<Hold> overdue(Instant now) {
        if (overdue == null) {
            Map<String, Hold> found = new LinkedHashMap<>();
            now(script -> HoldTable.overdue(script, now, hold -> found.put(hold.id(), hold)));
            changedHolds.values().forEach(hold -> keepIfHeld(found, hold));
            overdue = found;
        }
        return overdue.values().stream().filter(hold -> hold.isOverdue(now)).toList();
    }

    /** A hold of this transaction can be overdue for a later caller of it. */
    private static void keepIfHeld(Map<String, Hold> candidates, Hold hold) {
        if (hold.status() == HoldStatus.HELD) {
            candidates.put(hold.id(), hold);
        } else {
            candidates.remove(hold.id());
        }
    }

    @Override
    public void fire(BudgetAlert alert) {
        alerts.add(alert);
    }

    /** Whether there is anything to save. */
    boolean isChanged() {
        return !newEntries.isEmpty() || !changedBalances.isEmpty() || !changedHolds.isEmpty() || !alerts.isEmpty();
    }

    /** Entries to be stored, in the order they were taken. */
    List<CostEntry> newEntries() {
        return newEntries;
    }

    /** Balances to be stored, in their order. */
    Map<BalanceKey, Balance> changedBalances() {
        return changedBalances;
    }

    /** Holds to be stored, new or with another status. */
    Collection<Hold> changedHolds() {
        return changedHolds.values();
    }

    /** Alerts to be stored unless they fired before. */
    List<BudgetAlert> alerts() {
        return alerts;
    }
}
