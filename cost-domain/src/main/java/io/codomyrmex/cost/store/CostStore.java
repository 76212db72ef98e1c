package io.codomyrmex.cost.store;

import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.input.CodePointOrder;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.summary.TimeSeries;
import io.codomyrmex.cost.summary.Top;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A ledger of costs in one currency, with the rollups, counters and alerts that follow from it, all changed in one
 * transaction. Implementations are thread-safe; nothing mutable leaks in or out. Every method may throw {@link
 * StoreUnavailableException} or {@link StoreFaultException}; {@link #record} may also throw {@link OutcomeUnknownException}.
 */
public interface CostStore extends AutoCloseable {

    /** The ledger's one currency. */
    Currency currency();

    /**
     * Offers entries to the ledger, in order. What is new is stored; rollups, counters and the alerts that it fires are
     * changed in the same transaction; the call returns once that is durable. An id that is known, or that came earlier in
     * the same call, makes a duplicate or a conflict, which changes nothing and does not hinder the others.
     *
     * @param postings what is offered; may be empty
     * @param now decides which periods are current, for alerts
     * @return one result for each offer, in the same order; never {@code Rejected}
     */
    List<RecordResult> record(List<Posting> postings, Instant now);

    /**
     * Like {@link #record}, without a thread that waits: the future is completed once the entries are durable, with what
     * {@code record} returns, or exceptionally with what it throws. Offers take effect in the order of the calls of one
     * thread. Where too many wait already, it is unavailable at once. Cancelling the future takes nothing back.
     *
     * <p>What is done upon completion may run in a thread of the store, and must not wait for anything there.
     *
     * @param postings what is offered; may be empty
     * @param now decides which periods are current, for alerts
     * @return never fails itself but for bad arguments; a store that has nothing to wait for may have completed it already
     */
    default CompletableFuture<List<RecordResult>> recordAsync(List<Posting> postings, Instant now) {
        return Completed.by(() -> record(postings, now));
    }

    /** The entry with this id; empty if there is none. */
    Optional<CostEntry> find(String id);

    /** A page of entries, ordered by timestamp, then id in {@link CodePointOrder}; empty at the end. */
    List<CostEntry> entries(EntryQuery query);

    /**
     * Exact sums of a range. The cost grows with the distinct (hour, category, resource, tags) in it, not with the
     * entries.
     *
     * @param range which timestamps
     * @param filter which entries
     */
    CostSummary summarize(TimeRange range, CostFilter filter);

    /**
     * The same with the largest groups of each breakdown and the others as one figure. A store whose groups are elsewhere adds the
     * others up there.
     *
     * @param range which timestamps
     * @param filter which entries
     * @param top how many groups of each breakdown; they and their rest add up to what there is without a limit
     */
    default CostSummary summarize(TimeRange range, CostFilter filter, Top top) {
        return summarize(range, filter).limited(top);
    }

    /**
     * Exact sums over time; with a limit, of the largest groups of the range, and of all others as one figure in each point.
     *
     * @throws io.codomyrmex.cost.input.InvalidInputException if the series would have too many points
     */
    TimeSeries series(SeriesQuery query);

    /** Holds every derived sum against the ledger, as of one moment. Reads every entry. */
    Verification verify();

    /**
     * Returns if the ledger can be read and written now. Changes nothing, and costs next to nothing.
     *
     * @throws StoreUnavailableException if the store does not answer in time, or only reads
     */
    void requireWritable();

    /** The budgets of this ledger. */
    BudgetStore budgets();

    /** The holds of this ledger. */
    SpendGate gate();

    /** The alerts of this ledger that are to be delivered. */
    AlertOutbox alertOutbox();

    /** Gives back what the store holds; using it afterwards fails as unavailable. Entries stay. */
    @Override
    void close();
}
