package io.codomyrmex.cost.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.EntryConflictException;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.Grouping;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CostTrackerTest {

    private final MutableClock clock = new MutableClock("2026-11-25T10:00:00.123456Z");
    private final CostTracker tracker = new CostTracker(new InMemoryCostStore(), clock, ZoneOffset.UTC);

    @Test
    void a_tracker_without_a_store_records_in_memory_in_us_dollars() {
        CostTracker simple = new CostTracker();
        CostEntry entry = simple.record(CostDraft.of("0.0421"));
        assertThat(simple.store()).isInstanceOf(InMemoryCostStore.class);
        assertThat(simple.store().currency().getCurrencyCode()).isEqualTo("USD");
        assertThat(simple.find(entry.id())).contains(entry);
        assertThat(simple.summary().total()).isEqualTo("0.0421");
        assertThat(simple.total(BudgetPeriod.MONTHLY)).isEqualTo("0.0421");
        assertThat(new CostTracker().summary().entryCount()).isZero();
    }

    @Test
    void without_an_adapter_on_the_path_it_says_which_artifact_to_add() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(new URLClassLoader(new URL[0], null));
            assertThatThrownBy(CostTracker::new)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("io.codomyrmex.cost:cost-adapter-memory");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void a_cost_without_id_and_time_gets_both() {
        CostEntry entry =
                tracker.record(new BigDecimal("1.50"), CostCategory.STORAGE, "backup", Map.of("team", "search"));
        assertThat(entry.id()).startsWith("cost_").hasSize(31);
        assertThat(entry.timestamp()).isEqualTo(clock.instant());
        assertThat(entry.amount()).isEqualTo("1.5");
        assertThat(entry.category()).isEqualTo(CostCategory.STORAGE);
        assertThat(tracker.record(CostDraft.of("1")).category()).isEqualTo(CostCategory.LLM_INFERENCE);
        assertThat(tracker.find(entry.id())).contains(entry);
    }

    @Test
    void the_same_id_and_content_is_accepted_once() {
        CostDraft draft = CostDraft.of("1").id("a");
        CostEntry first = tracker.record(draft);
        clock.set("2026-11-25T11:00:00Z");
        assertThat(tracker.record(draft)).isEqualTo(first);
        assertThat(tracker.offer(draft)).isEqualTo(new RecordResult.Duplicate(first));
        assertThat(tracker.summary().entryCount()).isEqualTo(1);
    }

    @Test
    void the_same_id_with_other_content_is_a_conflict() {
        CostEntry first = tracker.record(CostDraft.of("1").id("a"));
        assertThatThrownBy(() -> tracker.record(CostDraft.of("2").id("a")))
                .isInstanceOfSatisfying(EntryConflictException.class, e -> {
                    assertThat(e.stored()).isEqualTo(first);
                    assertThat(e.offered().amount()).isEqualTo("2");
                })
                .hasMessage("id 'a' is taken by other content: stored amount 1 at 2026-11-25T10:00:00.123456Z,"
                        + " offered 2 at 2026-11-25T10:00:00.123456Z");
        assertThat(tracker.summary().total()).isEqualTo("1");
    }

    @Test
    void a_bad_item_does_not_sink_the_others() {
        List<RecordResult> results = tracker.offerAll(List.of(
                CostDraft.of("1").id("a"),
                CostDraft.of("1E-19"),
                CostDraft.of("1").id("a"),
                CostDraft.of((BigDecimal) null),
                CostDraft.of("3").id("a"),
                CostDraft.of("4")));
        assertThat(results)
                .extracting(RecordResult::status)
                .containsExactly("recorded", "rejected", "duplicate", "rejected", "conflict", "recorded");
        assertThat(((RecordResult.Rejected) results.get(1)).error().field()).isEqualTo("amount");
        assertThat(tracker.summary().total()).isEqualTo("5");
        assertThat(tracker.offerAll(List.of())).isEmpty();
        assertThat(tracker.offerAll(List.of(CostDraft.of("1").description("\0"))))
                .extracting(RecordResult::status)
                .containsExactly("rejected");
    }

    @Test
    void a_draft_that_cannot_be_made_is_rejected_in_its_place() {
        InvalidInputException unreadable = new InvalidInputException("line", "x", "must be JSON");
        List<Supplier<CostDraft>> drafts = List.of(
                () -> {
                    throw unreadable;
                },
                () -> CostDraft.of("1").id("a"),
                () -> {
                    throw unreadable;
                },
                () -> CostDraft.of("2").id("b"));
        List<RecordResult> results = tracker.offerEach(drafts);
        assertThat(results)
                .extracting(RecordResult::status)
                .containsExactly("rejected", "recorded", "rejected", "recorded");
        assertThat(((RecordResult.Rejected) results.get(0)).error()).isSameAs(unreadable);
        assertThat(tracker.summary().total()).isEqualTo("3");
        assertThat(tracker.offerEachAsync(drafts).join())
                .extracting(RecordResult::status)
                .containsExactly("rejected", "duplicate", "rejected", "duplicate");
        assertThat(tracker.offerEach(drafts.subList(0, 1)))
                .extracting(RecordResult::status)
                .containsExactly("rejected");
    }

    @Test
    void bad_input_is_refused_by_field_value_and_rule_and_nothing_is_stored() {
        assertThatThrownBy(() -> tracker.record(CostDraft.of("0.1234567890123456789")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("amount '0.1234567890123456789' must have at most 18 decimals");
        assertThatThrownBy(() -> tracker.record(null, CostCategory.OTHER, "", Map.of()))
                .hasMessage("amount null must be given");
        assertThat(tracker.summary().entryCount()).isZero();
    }

    @Test
    void a_summary_of_a_period_is_that_of_now_in_the_trackers_zone() {
        CostTracker kolkata = new CostTracker(tracker.store(), clock, ZoneId.of("Asia/Kolkata"));
        tracker.record(CostDraft.of("1").at(Instant.parse("2026-11-24T18:30:00Z")));
        tracker.record(CostDraft.of("2").at(Instant.parse("2026-11-24T18:29:59.999999Z")));
        tracker.record(CostDraft.of("4").at(Instant.parse("2026-11-25T18:30:00Z")));

        CostSummary day = kolkata.summary(BudgetPeriod.DAILY);
        assertThat(day.total()).isEqualTo("1");
        assertThat(day.range().start()).isEqualTo("2026-11-24T18:30:00Z");
        assertThat(kolkata.total(BudgetPeriod.WEEKLY)).isEqualTo("7");
        assertThat(tracker.total(BudgetPeriod.DAILY)).isEqualTo("4");
        assertThat(tracker.total(BudgetPeriod.HOURLY)).isEqualTo("0");
        clock.set("2026-12-01T00:00:00Z");
        assertThat(tracker.total(BudgetPeriod.MONTHLY)).isEqualTo("0");
        assertThat(tracker.current(BudgetPeriod.MONTHLY).start()).isEqualTo("2026-12-01T00:00:00Z");
    }

    @Test
    void sums_pages_and_series_come_from_the_store() {
        tracker.record(CostDraft.of("1")
                .id("a")
                .category(CostCategory.STORAGE)
                .resource("r")
                .tag("k", "v"));
        tracker.record(CostDraft.of("2").id("b"));
        TimeRange today = tracker.current(BudgetPeriod.DAILY);
        assertThat(tracker.summary(today, CostFilter.category(CostCategory.STORAGE))
                        .byResource())
                .isEqualTo(Map.of("r", BigDecimal.ONE));
        assertThat(tracker.entries(new EntryQuery(today, CostFilter.ALL, null, 10)))
                .extracting(CostEntry::id)
                .containsExactly("a", "b");
        assertThat(tracker.series(new SeriesQuery(
                                today, BudgetPeriod.DAILY, ZoneOffset.UTC, Grouping.CATEGORY, CostFilter.ALL))
                        .points()
                        .get(0)
                        .byGroup())
                .isEqualTo(Map.of("storage", BigDecimal.ONE, "llm_inference", new BigDecimal("2")));
    }
}
