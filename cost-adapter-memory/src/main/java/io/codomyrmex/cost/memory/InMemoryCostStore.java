package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.store.AlertOutbox;
import io.codomyrmex.cost.store.BudgetStore;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.store.SpendGate;
import io.codomyrmex.cost.store.Verification;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.summary.TimeSeries;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * A ledger in the memory of the process. Thread-safe and atomic like any other; durable as long as the process lives.
 */
public final class InMemoryCostStore implements CostStore {

    private final Currency currency;
    private final Access access;
    private final BudgetStore budgets;
    private final SpendGate gate;
    private final AlertOutbox alertOutbox;

    /** A new, empty ledger in US dollars. */
    public InMemoryCostStore() {
        this(Currency.getInstance("USD"));
    }

    /** A new, empty ledger in this currency. */
    public InMemoryCostStore(Currency currency) {
        this(currency, () -> {});
    }

    /** The same, with something to do in the middle of each back-fill of a budget, while nothing is locked. */
    InMemoryCostStore(Currency currency, Runnable unlocked) {
        this.currency = currency;
        this.access = new Access(new Books(currency));
        this.budgets = new InMemoryBudgetStore(access, unlocked);
        this.gate = new InMemorySpendGate(access);
        this.alertOutbox = new InMemoryAlertOutbox(access);
    }

    @Override
    public Currency currency() {
        return currency;
    }

    @Override
    public List<RecordResult> record(List<Posting> postings, Instant now) {
        List<Posting> offered = List.copyOf(postings);
        Instant kept = InstantRule.kept("now", now);
        return access.write(
                "record",
                books -> Transaction.run(books, ledger -> {
                    List<RecordResult> results = new ArrayList<>(offered.size());
                    for (Posting posting : offered) {
                        results.add(ledger.record(posting, kept));
                    }
                    return List.copyOf(results);
                }));
    }

    @Override
    public Optional<CostEntry> find(String id) {
        return access.read(
                "find an entry", books -> Optional.ofNullable(books.entries().find(id)));
    }

    @Override
    public List<CostEntry> entries(EntryQuery query) {
        return access.read("list entries", books -> books.entries().page(query));
    }

    @Override
    public CostSummary summarize(TimeRange range, CostFilter filter) {
        return access.read("summarize", books -> Summaries.summarize(books, range, filter));
    }

    @Override
    public TimeSeries series(SeriesQuery query) {
        return access.read("make a series", books -> Summaries.series(books, query));
    }

    @Override
    public Verification verify() {
        return access.read("verify", books -> new Verifier(books).verify());
    }

    @Override
    public void requireWritable() {
        access.write("write", books -> true);
    }

    @Override
    public BudgetStore budgets() {
        return budgets;
    }

    @Override
    public SpendGate gate() {
        return gate;
    }

    @Override
    public AlertOutbox alertOutbox() {
        return alertOutbox;
    }

    @Override
    public void close() {
        access.close();
    }
}
