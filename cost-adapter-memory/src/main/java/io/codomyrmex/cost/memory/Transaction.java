package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.ledger.HoldLedger;
import io.codomyrmex.cost.ledger.Ledger;
import io.codomyrmex.cost.ledger.LedgerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one caller's work changes, kept apart from the books until the work is done. */
final class Transaction implements LedgerState {

    private final Books books;
    private final Map<String, CostEntry> newEntries = new LinkedHashMap<>(4);
    private final Map<BalanceKey, Balance> newBalances = new HashMap<>(4);
    private final Map<String, Hold> newHolds = new LinkedHashMap<>(4);
    private final List<BudgetAlert> newAlerts = new ArrayList<>(0);

    private Transaction(Books books) {
        this.books = books;
    }

    /** Lets the work ask the rules, and puts what they changed into the books; if it fails, nothing is changed. */
    static <T> T run(Books books, Function<Ledger, T> work) {
        return runOn(books, transaction -> work.apply(new Ledger(transaction)));
    }

    /** The same with the rules of holds. */
    static <T> T runHolds(Books books, Function<HoldLedger, T> work) {
        return runOn(books, transaction -> work.apply(new HoldLedger(transaction)));
    }

    private static <T> T runOn(Books books, Function<Transaction, T> work) {
        Transaction transaction = new Transaction(books);
        T result = work.apply(transaction);
        transaction.commit();
        return result;
    }

    private void commit() {
        for (CostEntry entry : newEntries.values()) {
            books.entries().add(entry);
            books.hours().add(entry);
            books.days().add(entry);
            books.backfills().forEach(backfill -> backfill.recorded(entry));
        }
        books.balances().putAll(newBalances);
        newHolds.values().forEach(books::keep);
        newAlerts.forEach(books.alerts()::fire);
    }

    @Override
    public Currency currency() {
        return books.currency();
    }

    @Override
    public Collection<Budget> budgets() {
        return books.budgets();
    }

    /** None: a {@link Backfill} has counters of its own until it is done, and is told of each entry. */
    @Override
    public Collection<Budget> pending() {
        return List.of();
    }

    @Override
    public Balance balance(BalanceKey key) {
        Balance changed = newBalances.get(key);
        return changed == null ? books.balance(key) : changed;
    }

    @Override
    public void balance(BalanceKey key, Balance balance) {
        newBalances.put(key, balance);
    }

    @Override
    public @Nullable CostEntry entry(String id) {
        CostEntry added = newEntries.get(id);
        return added == null ? books.entries().find(id) : added;
    }

    @Override
    public void add(CostEntry entry) {
        newEntries.put(entry.id(), entry);
    }

    @Override
    public @Nullable Hold hold(String id) {
        Hold changed = newHolds.get(id);
        return changed == null ? books.holds().find(id) : changed;
    }

    @Override
    public void hold(Hold hold) {
        newHolds.put(hold.id(), hold);
    }

    @Override
    public Collection<Hold> overdue(Instant now) {
        return books.holds().overdue(now);
    }

    @Override
    public void fire(BudgetAlert alert) {
        newAlerts.add(alert);
    }
}
