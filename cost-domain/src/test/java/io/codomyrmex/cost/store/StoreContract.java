package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A part of {@link CostStoreContract}: gives each test an empty ledger and short words for what all parts do. */
abstract class StoreContract {

    static final Currency USD = Currency.getInstance("USD");
    /** A Wednesday. */
    static final Instant NOW = Instant.parse("2026-11-25T10:15:30.123456Z");

    CostStore store;

    /** The adapter under test. */
    protected abstract CostStoreContract adapter();

    @BeforeEach
    void openLedger() {
        store = adapter().newLedger(USD);
    }

    @AfterEach
    void closeLedger() {
        store.close();
    }

    /** A random source whose seed is printed; {@code -Dcost.test.seed=N} repeats a run. */
    static SplittableRandom random() {
        long seed = Long.getLong("cost.test.seed", System.nanoTime());
        System.out.println("cost.test.seed=" + seed);
        return new SplittableRandom(seed);
    }

    static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }

    /** What is offered at {@link #NOW}; an id must be set. */
    static Posting posting(CostDraft draft) {
        return draft.complete("unused", NOW);
    }

    /** Offers at {@link #NOW}. */
    List<RecordResult> offer(CostDraft... drafts) {
        return store.record(Arrays.stream(drafts).map(StoreContract::posting).toList(), NOW);
    }

    /** Records an amount with a time of its own; the id is made of both. */
    void spend(String amount, Instant at, Instant now) {
        CostDraft draft = CostDraft.of(amount).id(amount + "@" + at).at(at);
        assertThat(store.record(List.of(draft.complete("unused", now)), now))
                .extracting(RecordResult::status)
                .containsExactly("recorded");
    }

    List<CostEntry> allEntries() {
        return store.entries(new EntryQuery(TimeRange.ALL, CostFilter.ALL, null, EntryQuery.MAX_LIMIT));
    }

    BigDecimal total() {
        return store.summarize(TimeRange.ALL, CostFilter.ALL).total();
    }

    /** A daily budget named "daily", of 100, in UTC, with the default thresholds. */
    static BudgetSpec daily() {
        return BudgetSpec.of("daily", money("100"), BudgetPeriod.DAILY);
    }

    Budget create(BudgetSpec spec) {
        return store.budgets().create(spec, NOW);
    }

    BudgetStatus status(String budgetId, Instant at) {
        return store.budgets().statuses(List.of(budgetId), at).get(0);
    }

    /** The thresholds of the alerts that a check returns. */
    List<String> check(Instant now) {
        return thresholds(store.budgets().check(now));
    }

    static List<String> thresholds(List<BudgetAlert> alerts) {
        return alerts.stream().map(alert -> alert.threshold().toPlainString()).toList();
    }

    void assertClean() {
        assertThat(store.verify().differences()).isEmpty();
    }
}
