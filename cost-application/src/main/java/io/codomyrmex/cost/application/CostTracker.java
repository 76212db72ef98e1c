package io.codomyrmex.cost.application;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.EntryConflictException;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.input.TextRule;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.CostStoreProvider;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.summary.TimeSeries;
import io.codomyrmex.cost.summary.Top;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Records costs and shows where they go. Thread-safe if its store is. Amounts are in the ledger's one currency. */
public final class CostTracker {

    private final CostStore store;
    private final InstantSource clock;
    private final IdSource ids;
    private final ZoneId zone;

    /**
     * A tracker on a new in-memory store, in USD and UTC. Its entries last as long as the process.
     *
     * @throws IllegalStateException if {@code cost-adapter-memory} is not on the class path
     */
    public CostTracker() {
        this(inMemory());
    }

    /** A tracker on this store, by the system's clock, with periods in UTC. */
    public CostTracker(CostStore store) {
        this(store, Clock.systemUTC(), ZoneOffset.UTC);
    }

    /**
     * @param store where entries go
     * @param clock where the time comes from
     * @param zone where the days, weeks and months of {@link #summary(BudgetPeriod)} start
     */
    public CostTracker(CostStore store, InstantSource clock, ZoneId zone) {
        this(store, clock, zone, new TimeOrderedIds("cost_", clock));
    }

    /**
     * @param store where entries go
     * @param clock where the time comes from
     * @param zone where the days, weeks and months of {@link #summary(BudgetPeriod)} start
     * @param ids where the ids of entries come from whose caller gives none
     */
    public CostTracker(CostStore store, InstantSource clock, ZoneId zone, IdSource ids) {
        this.store = store;
        this.clock = clock;
        this.zone = zone;
        this.ids = ids;
    }

    private static CostStore inMemory() {
        return ServiceLoader.load(CostStoreProvider.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no store on the class path:"
                        + " add io.codomyrmex.cost:cost-adapter-memory, or hand a CostStore to the constructor"))
                .open(Currency.getInstance("USD"));
    }

    /**
     * Records a cost; returns once it is durable in the store.
     *
     * @return the stored entry; the one stored before if this id and content was accepted before
     * @throws InvalidInputException if a field breaks its rule; nothing is stored
     * @throws EntryConflictException if the id is taken by other content; nothing is changed
     * @throws io.codomyrmex.cost.store.StoreUnavailableException if nothing was stored; asking again is safe
     * @throws io.codomyrmex.cost.store.OutcomeUnknownException if it may have been stored; asking again with the same id
     *     is safe
     */
    public CostEntry record(CostDraft draft) {
        RecordResult result = offer(draft);
        if (result instanceof RecordResult.Recorded recorded) {
            return recorded.entry();
        } else if (result instanceof RecordResult.Duplicate duplicate) {
            return duplicate.entry();
        } else if (result instanceof RecordResult.Conflict conflict) {
            throw new EntryConflictException(conflict.stored(), conflict.offered());
        }
        throw ((RecordResult.Rejected) result).error();
    }

    /**
     * Records a cost of now.
     *
     * @param amount billed cost; negative for a credit
     * @param category what was paid for
     * @param description free text
     * @param tags text to text
     * @return the stored entry
     * @throws InvalidInputException if a value breaks its rule; nothing is stored
     */
    public CostEntry record(BigDecimal amount, CostCategory category, String description, Map<String, String> tags) {
        return record(
                CostDraft.of(amount).category(category).description(description).tags(tags));
    }

    /** Like {@link #record(CostDraft)}, with every outcome but a failure of the store as a value. */
    public RecordResult offer(CostDraft draft) {
        return offerAll(List.of(draft)).get(0);
    }

    /**
     * Offers costs in order, in one transaction. A bad item does not sink the others.
     *
     * @return one result for each draft, in the same order
     * @throws io.codomyrmex.cost.store.StoreUnavailableException if nothing was stored; asking again is safe
     * @throws io.codomyrmex.cost.store.OutcomeUnknownException if all may have been stored; asking again with the same
     *     ids is safe
     */
    public List<RecordResult> offerAll(List<CostDraft> drafts) {
        return offerEach(made(drafts));
    }

    /**
     * Like {@link #offerAll}, for drafts that are made only now: one whose making throws an {@link InvalidInputException}, as
     * reading it from a text may, is rejected in its place.
     */
    public List<RecordResult> offerEach(List<Supplier<CostDraft>> drafts) {
        Instant now = clock.instant();
        Offer offer = new Offer(drafts, ids, now);
        return offer.isEmpty()
                ? offer.results(List.of())
                : offer.results(StoreCall.logged("record", () -> store.record(offer.postings(), now)));
    }

    /** Like {@link #offer}, without a thread that waits; see {@link #offerAllAsync}. */
    public CompletableFuture<RecordResult> offerAsync(CostDraft draft) {
        return offerAllAsync(List.of(draft)).thenApply(results -> results.get(0));
    }

    /**
     * Like {@link #offerAll}, without a thread that waits: the future is completed once the entries are durable, or
     * exceptionally with what {@code offerAll} throws. What is done upon completion may run in a thread of the store, and
     * must not wait for anything there; the {@code Async} methods of the future take it elsewhere.
     */
    public CompletableFuture<List<RecordResult>> offerAllAsync(List<CostDraft> drafts) {
        return offerEachAsync(made(drafts));
    }

    /** Like {@link #offerEach}, without a thread that waits; see {@link #offerAllAsync}. */
    public CompletableFuture<List<RecordResult>> offerEachAsync(List<Supplier<CostDraft>> drafts) {
        Instant now = clock.instant();
        Offer offer = new Offer(drafts, ids, now);
        return offer.isEmpty()
                ? CompletableFuture.completedFuture(offer.results(List.of()))
                : StoreCall.loggedAsync("record", store.recordAsync(offer.postings(), now))
                        .thenApply(offer::results);
    }

    private static List<Supplier<CostDraft>> made(List<CostDraft> drafts) {
        return drafts.stream().<Supplier<CostDraft>>map(draft -> () -> draft).toList();
    }

    /** The entry with this id; empty if there is none. */
    public Optional<CostEntry> find(String id) {
        return StoreCall.logged("find", () -> store.find(TextRule.bounded("id", id, CostEntry.MAX_ID)));
    }

    /** A page of entries, ordered by timestamp, then id; empty at the end. */
    public List<CostEntry> entries(EntryQuery query) {
        return StoreCall.logged("entries", () -> store.entries(query));
    }

    /** Exact sums of all entries. */
    public CostSummary summary() {
        return summary(TimeRange.ALL, CostFilter.ALL);
    }

    /** Exact sums of the period of this kind that now lies in, in the tracker's zone. */
    public CostSummary summary(BudgetPeriod period) {
        return summary(current(period), CostFilter.ALL);
    }

    /** Exact sums of the entries of a range that the filter covers. */
    public CostSummary summary(TimeRange range, CostFilter filter) {
        return StoreCall.logged("summary", () -> store.summarize(range, filter));
    }

    /** The same with the largest groups of each breakdown and the others as one figure. */
    public CostSummary summary(TimeRange range, CostFilter filter, Top top) {
        return StoreCall.logged("summary", () -> store.summarize(range, filter, top));
    }

    /** Exact total of the period of this kind that now lies in, in the tracker's zone. */
    public BigDecimal total(BudgetPeriod period) {
        return summary(period).total();
    }

    /** The period of this kind that now lies in, in the tracker's zone. */
    public TimeRange current(BudgetPeriod period) {
        return period.containing(clock.instant(), zone);
    }

    /**
     * Exact sums over time.
     *
     * @throws InvalidInputException if the series would have too many points
     */
    public TimeSeries series(SeriesQuery query) {
        return StoreCall.logged("series", () -> store.series(query));
    }

    /**
     * Returns if costs can be recorded now.
     *
     * @throws io.codomyrmex.cost.store.StoreUnavailableException if the store does not answer in time, or only reads
     */
    public void requireWritable() {
        StoreCall.logged("write", () -> {
            store.requireWritable();
            return true;
        });
    }

    /** Where entries go. */
    public CostStore store() {
        return store;
    }

    /** Where the time comes from. */
    public InstantSource clock() {
        return clock;
    }
}
