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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final LedgerWriter.BudgetsAt budgets;
    private final Map<String, Optional<CostEntry>> entries = new HashMap<>();
    private final Map<BalanceKey, Balance> balances = new HashMap<>();
    private final Set<String> stored = new LinkedHashSet<>();
    private final Map<String, Optional<Hold>> holds = new HashMap<>();
    private @Nullable Map<String, Hold> overdue;

    private @Nullable RuntimeException loadFailure;

    private final List<CostEntry> newEntries = new ArrayList<>();
    private final TreeMap<BalanceKey, Balance> changedBalances = new TreeMap<>();
    private final Map<String, Hold> changedHolds = new LinkedHashMap<>();
    private final List<BudgetAlert> alerts = new ArrayList<>();

    LedgerUnit(Handle handle, Dialect dialect, Currency currency, LedgerWriter.BudgetsAt budgets) {
        this.handle = handle;
        this.dialect = dialect;
        this.currency = currency;
        this.budgets = budgets;
    }

    /**
     * Takes it that entries and holds that are not known are not there, that no hold is overdue, and that what is known is
     * current: all this is for the database to confirm.
     *
     * @return whether everything that the callers named can be taken from there
     */
    boolean assume(Needs needs, KnownState known) {
        needs.entryIds().forEach(id -> entries.put(id, Optional.empty()));
        needs.holdIds()
                .forEach(id -> holds.put(id, Optional.ofNullable(known.holds().get(id))));
        overdue = new LinkedHashMap<>();
        holds.values().forEach(hold -> hold.ifPresent(found -> needs.holding(found, budgets.counted())));
        for (BalanceKey key : needs.balances()) {
            Balance balance = known.balances().get(key);
            if (balance == null) {
                return false;
            }
            balances.put(key, balance);
        }
        return true;
    }

    /**
     * Adds: loads what the callers named, but for balances that are expected to be known. To be followed by {@link
     * #loadRest}.
     */
    void load(Script script, Needs needs, Set<BalanceKey> expected) {
        needs.holdIds().forEach(id -> holds.put(id, Optional.empty()));
        HoldTable.find(script, needs.holdIds(), hold -> holds.put(hold.id(), Optional.of(hold)));
        Instant overdueBy = needs.overdueBy();
        if (overdueBy != null) {
            Map<String, Hold> found = new LinkedHashMap<>();
            overdue = found;
            HoldTable.overdue(script, overdueBy, hold -> found.put(hold.id(), hold));
        }
        needs.entryIds().forEach(id -> entries.put(id, Optional.empty()));
        LedgerTables.storedIds(script, needs.entryIds(), stored::add);
        Set<BalanceKey> unexpected = new TreeSet<>(needs.balances());
        unexpected.removeAll(expected);
        loadBalances(script, unexpected);
    }

    /**
     * Loads what is missing yet, at once if anything is: the entries that are stored already, the balances of the holds that
     * were loaded, and balances that were expected to be known and are not.
     *
     * @param known balances that need not be loaded
     */
    void loadRest(Needs needs, Map<BalanceKey, Balance> known) {
        holds.values().forEach(hold -> hold.ifPresent(found -> needs.holding(found, budgets.counted())));
        if (overdue != null) {
            overdue.values().forEach(hold -> needs.holding(hold, budgets.counted()));
        }
        Set<BalanceKey> missing = new TreeSet<>();
        for (BalanceKey key : needs.balances()) {
            Balance balance = known.get(key);
            if (balance == null) {
                missing.add(key);
            } else {
                balances.putIfAbsent(key, balance);
            }
        }
        missing.removeAll(balances.keySet());
        now(script -> {
            loadEntries(script, stored);
            loadBalances(script, missing);
        });
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
        try {
            script.run(handle);
        } catch (RuntimeException e) {
            loadFailure = e;
            throw e;
        }
    }

    /**
     * To be called once all callers have decided. A load that failed while one of them did is not that caller's refusal: it may
     * have changed some of the state by then and not all, so nothing of it may be saved.
     */
    void requireLoaded() {
        if (loadFailure != null) {
            throw loadFailure;
        }
    }

    @Override
    public Currency currency() {
        return currency;
    }

    @Override
    public Collection<Budget> budgets() {
        return budgets.list();
    }

    @Override
    public Collection<Budget> pending() {
        return budgets.pending();
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

    /** The holds as they are after the transaction, as far as it looked at them. */
    Map<String, Hold> holds() {
        Map<String, Hold> found = new HashMap<>();
        holds.forEach((id, hold) -> hold.ifPresent(one -> found.put(id, one)));
        return found;
    }

    /** The balances as they are after the transaction, as far as it looked at them. */
    Map<BalanceKey, Balance> balances() {
        return balances;
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
