package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.AccessTokenStore;
import io.codomyrmex.cost.store.AlertOutbox;
import io.codomyrmex.cost.store.BudgetStore;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.store.SpendGate;
import io.codomyrmex.cost.store.Verification;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.summary.TimeSeries;
import io.codomyrmex.cost.summary.Top;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in PostgreSQL 15 or newer, or in H2. Several stores, in several processes, may work on one PostgreSQL ledger at
 * once; an H2 file belongs to one process at a time.
 */
public final class JdbcCostStore implements CostStore {

    private final Database database;
    private final Currency currency;
    private final LedgerWriter writer;
    private final JdbcBudgetStore budgets;
    private final JdbcSpendGate gate;
    private final AlertOutbox alertOutbox;
    private final AccessTokenStore accessTokens;

    private JdbcCostStore(Database database, Currency currency, IntConsumer groups, Runnable unlocked) {
        this.database = database;
        this.currency = currency;
        this.writer = new LedgerWriter(database, currency, groups);
        this.budgets = new JdbcBudgetStore(database, writer, currency, unlocked);
        this.gate = new JdbcSpendGate(database, writer);
        this.alertOutbox = new JdbcAlertOutbox(database, currency);
        this.accessTokens = new JdbcAccessTokenStore(database);
    }

    /**
     * Opens the ledger, bringing its schema up to date first; creates it if there is none.
     *
     * @throws io.codomyrmex.cost.store.StoreUnavailableException if the database cannot be reached
     * @throws io.codomyrmex.cost.store.StoreFaultException if it cannot be migrated or used
     * @throws InvalidInputException if the ledger was created in another currency
     */
    public static JdbcCostStore open(JdbcSettings settings) {
        return open(settings, callers -> {});
    }

    /**
     * The same, with someone who hears of the transactions that callers share.
     *
     * @param groups hears how many callers shared a transaction, after it was committed and before the next one; must be
     *     quick and not throw
     * @throws io.codomyrmex.cost.store.StoreUnavailableException if the database cannot be reached
     * @throws io.codomyrmex.cost.store.StoreFaultException if it cannot be migrated or used
     * @throws InvalidInputException if the ledger was created in another currency
     */
    public static JdbcCostStore open(JdbcSettings settings, IntConsumer groups) {
        return open(settings, groups, () -> {});
    }

    /**
     * The same, with something to do in the middle of each back-fill of a budget, while nothing is locked.
     */
    static JdbcCostStore open(JdbcSettings settings, IntConsumer groups, Runnable unlocked) {
        Database database = Database.open(settings);
        try {
            String kept = database.read("open", LedgerHead::read).currency();
            String asked = settings.currency().getCurrencyCode();
            if (!kept.equals(asked)) {
                throw new InvalidInputException("currency", asked, "must be the ledger's, which is " + kept);
            }
            return new JdbcCostStore(database, settings.currency(), groups, unlocked);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Brings the schema up to date, creating the ledger if there is none, and no more.
     *
     * @throws io.codomyrmex.cost.store.StoreUnavailableException if the database cannot be reached
     * @throws io.codomyrmex.cost.store.StoreFaultException if it cannot be migrated or used
     */
    public static void migrate(JdbcSettings settings) {
        Database.migrate(settings);
    }

    @Override
    public Currency currency() {
        return currency;
    }

    @Override
    public List<RecordResult> record(List<Posting> postings, Instant now) {
        Instant kept = InstantRule.kept("now", now);
        return postings.isEmpty() ? List.of() : writer.run("record", new Recording(List.copyOf(postings), kept));
    }

    @Override
    public CompletableFuture<List<RecordResult>> recordAsync(List<Posting> postings, Instant now) {
        Instant kept = InstantRule.kept("now", now);
        return postings.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : writer.promise("record", new Recording(List.copyOf(postings), kept));
    }

    @Override
    public Optional<CostEntry> find(String id) {
        return database.read("find", handle -> {
            AtomicReference<@Nullable CostEntry> found = new AtomicReference<>();
            Script script = new Script(database.dialect());
            LedgerTables.entries(script, Set.of(id), found::set);
            script.run(handle);
            return Optional.ofNullable(found.get());
        });
    }

    @Override
    public List<CostEntry> entries(EntryQuery asked) {
        FilterSql filter = new FilterSql(asked.filter());
        EntryQuery.Position after = asked.after();
        String order = database.dialect().entryOrder();
        String afterId = database.dialect().byCodePoint(":after_id");
        return database.readAtLength("entries", handle -> {
            Query query = handle.createQuery("select " + Rows.ENTRY_COLUMNS + " from cost_entry e"
                    + " join cost_series s on s.id = e.series_id where e.ts >= :from and e.ts < :to and "
                    + filter.condition()
                    + (after == null ? "" : " and (e.ts, " + order + ") > (:after_ts, " + afterId + ")")
                    + " order by e.ts, " + order + " limit :limit");
            filter.bind(query)
                    .bind("from", Rows.bound(asked.range().start()))
                    .bind("to", Rows.bound(asked.range().end()))
                    .bind("limit", asked.limit());
            if (after != null) {
                query.bind("after_ts", Rows.bound(after.timestamp())).bind("after_id", after.id());
            }
            return new ArrayList<>(query.map(Rows.ENTRY).list());
        });
    }

    @Override
    public CostSummary summarize(TimeRange range, CostFilter filter) {
        return database.readAtLength("summary", handle -> SummaryQueries.summarize(handle, range, filter));
    }

    @Override
    public CostSummary summarize(TimeRange range, CostFilter filter, Top top) {
        return database.readAtLength(
                "summary", handle -> LimitedQueries.summarize(handle, database.dialect(), range, filter, top));
    }

    @Override
    public TimeSeries series(SeriesQuery query) {
        return database.readAtLength("series", handle -> SummaryQueries.series(handle, database.dialect(), query));
    }

    @Override
    public Verification verify() {
        return database.readWhole("verify", handle -> new Verifier(handle, database.dialect()).verify());
    }

    @Override
    public void requireWritable() {
        database.requireWritable("write");
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

    /** The tokens that let callers reach the ledger over a network. */
    public AccessTokenStore accessTokens() {
        return accessTokens;
    }

    @Override
    public void close() {
        writer.close();
        database.close();
    }
}
