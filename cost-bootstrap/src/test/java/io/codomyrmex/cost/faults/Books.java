package io.codomyrmex.cost.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the tests here put into a ledger, and how they look at what is in it. */
final class Books {

    /** The time of the tests' clocks, unless they say otherwise. */
    static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    /** How long their holds last. */
    static final Duration TTL = Duration.ofSeconds(5);

    private static final BigDecimal PLENTY = new BigDecimal("1000000000");

    private Books() {}

    /** Budgets that cover all entries or some of them, one that soon denies, and one that soon alerts. */
    static void createBudgets(CostStore store) {
        store.budgets().create(BudgetSpec.of("all", PLENTY, BudgetPeriod.MONTHLY), NOON);
        store.budgets()
                .create(BudgetSpec.of("search", PLENTY, BudgetPeriod.DAILY).tags(Map.of("team", "search")), NOON);
        store.budgets()
                .create(
                        BudgetSpec.of("tight", new BigDecimal("20"), BudgetPeriod.HOURLY)
                                .category(CostCategory.COMPUTE)
                                .alertThresholds(List.of()),
                        NOON);
        store.budgets()
                .create(
                        BudgetSpec.of("watched", BigDecimal.TEN, BudgetPeriod.MONTHLY)
                                .enforced(false),
                        NOON);
    }

    static Posting posting(String id, String amount) {
        return posting(id, new BigDecimal(amount), NOON);
    }

    static Posting posting(String id, BigDecimal amount, Instant at) {
        return CostDraft.of(amount).id(id).tag("team", "search").at(at).complete(id, at);
    }

    static RecordResult record(CostStore store, String id, String amount) {
        return store.record(List.of(posting(id, amount)), NOON).get(0);
    }

    static HoldRequest request(String id, String amount) {
        return new HoldRequest(id, new BigDecimal(amount), CostCategory.LLM_INFERENCE, Map.of("team", "search"), TTL);
    }

    /** All entries of a range, by id; fails if an id is there twice. */
    static Map<String, BigDecimal> entries(CostStore store, TimeRange range) {
        Map<String, BigDecimal> entries = new HashMap<>();
        EntryQuery query = new EntryQuery(range, CostFilter.ALL, null, EntryQuery.MAX_LIMIT);
        for (List<CostEntry> page = store.entries(query); !page.isEmpty(); page = store.entries(query)) {
            for (CostEntry entry : page) {
                assertThat(entries.put(entry.id(), entry.amount()))
                        .as("an earlier entry %s", entry.id())
                        .isNull();
            }
            query = query.after(page.get(page.size() - 1));
        }
        return entries;
    }

    static Map<String, BigDecimal> entries(CostStore store) {
        return entries(store, TimeRange.ALL);
    }

    /** Every sum follows from the entries and holds to the last digit, and the summary is the sum of the entries. */
    static void assertSound(CostStore store) {
        assertThat(store.verify().differences()).isEmpty();
        BigDecimal total = entries(store).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(store.summarize(TimeRange.ALL, CostFilter.ALL).total()).isEqualByComparingTo(total);
    }

    /** Each threshold of the budget that is only watched fired, and fired once. */
    static void assertAlertedOnce(CostStore store, Instant at) {
        assertThat(store.budgets().check(at)).extracting(BudgetAlert::budgetId).containsOnly("watched");
        assertThat(store.budgets().check(at)).isEmpty();
        assertThat(store.budgets().alerts(100))
                .extracting(BudgetAlert::threshold)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactlyElementsOf(BudgetSpec.DEFAULT_THRESHOLDS);
    }

    /** No budget has anything held as of a moment. */
    static void assertNothingHeld(CostStore store, Instant at) {
        assertThat(store.budgets().statuses(List.of(), at))
                .isNotEmpty()
                .allSatisfy(status -> assertThat(status.held()).isEqualByComparingTo(BigDecimal.ZERO));
    }

    /** Waits for something that another thread or process does; fails if it does not happen within a minute. */
    static void await(String what, BooleanSupplier happened) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }
}
