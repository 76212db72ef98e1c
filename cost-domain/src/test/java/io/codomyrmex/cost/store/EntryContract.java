package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Offers: new, repeated and in conflict, alone and in batches. */
abstract class EntryContract extends StoreContract {

    private static final CostDraft FULL = CostDraft.of("12.5")
            .id("a")
            .category(CostCategory.STORAGE)
            .description("nightly backup")
            .resource("bucket-1")
            .tags(Map.of("team", "search", "env", "prod"))
            .metadata(Map.of("bytes", 12))
            .at(NOW.minusSeconds(5));

    @Test
    void a_new_ledger_answers_with_nothing() {
        assertThat(store.currency()).isEqualTo(USD);
        assertThat(store.find("a")).isEmpty();
        assertThat(allEntries()).isEmpty();
        assertThat(store.record(List.of(), NOW)).isEmpty();
        assertThat(store.summarize(TimeRange.ALL, CostFilter.ALL))
                .isEqualTo(new CostSummary(TimeRange.ALL, BigDecimal.ZERO, 0, Map.of(), Map.of(), Map.of()));
        assertThat(store.budgets().list()).isEmpty();
        assertThat(store.budgets().statuses(List.of(), NOW)).isEmpty();
        assertThat(store.budgets().check(NOW)).isEmpty();
        assertThat(store.budgets().alerts(10)).isEmpty();
        assertThat(store.budgets().rearm(NOW)).isZero();
        assertThat(store.budgets().ask(money("1"), SpendScope.ALL, NOW).allowed())
                .isTrue();
        assertThat(store.verify().clean()).isTrue();
        assertThat(store.verify().entries()).isZero();
    }

    @Test
    void a_ledger_keeps_the_currency_it_was_made_with() {
        try (CostStore euros = adapter().newLedger(Currency.getInstance("EUR"))) {
            assertThat(euros.currency().getCurrencyCode()).isEqualTo("EUR");
        }
    }

    @Test
    void a_new_id_is_recorded_and_found_as_it_was_offered() {
        CostEntry offered = posting(FULL).entry();

        assertThat(offer(FULL)).containsExactly(new RecordResult.Recorded(offered));
        assertThat(store.find("a")).contains(offered);
        assertThat(allEntries()).containsExactly(offered);
        assertThat(store.find("A")).isEmpty();
    }

    @Test
    void the_same_offer_again_is_a_duplicate_that_changes_nothing() {
        create(daily());
        CostEntry stored = posting(FULL).entry();
        offer(FULL);

        assertThat(offer(FULL)).containsExactly(new RecordResult.Duplicate(stored));
        assertThat(offer(FULL.tags(Map.of("env", "prod", "team", "search"))))
                .extracting(RecordResult::status)
                .containsExactly("duplicate");
        assertThat(offer(new CostDraft(
                        "a",
                        new BigDecimal("12.500"),
                        FULL.category(),
                        FULL.description(),
                        FULL.resourceId(),
                        FULL.tags(),
                        Map.of("bytes", 12.0),
                        FULL.timestamp())))
                .extracting(RecordResult::status)
                .containsExactly("duplicate");
        assertThat(total()).isEqualTo("12.5");
        assertThat(status("daily", NOW).spent()).isEqualTo("12.5");
        assertThat(allEntries()).hasSize(1);
    }

    @Test
    void other_content_under_a_known_id_is_a_conflict_that_changes_nothing() {
        create(daily());
        CostEntry stored = posting(FULL).entry();
        offer(FULL);
        List<Function<CostDraft, CostDraft>> changes = List.of(
                draft -> new CostDraft(
                        draft.id(),
                        money("12.51"),
                        draft.category(),
                        draft.description(),
                        draft.resourceId(),
                        draft.tags(),
                        draft.metadata(),
                        draft.timestamp()),
                draft -> draft.category(CostCategory.OTHER),
                draft -> draft.description("Nightly backup"),
                draft -> draft.resource(""),
                draft -> draft.tag("env", "test"),
                draft -> draft.tags(Map.of()),
                draft -> draft.metadata(Map.of("bytes", 13)),
                draft -> draft.metadata(Map.of("bytes", "12")),
                draft -> draft.at(NOW));

        for (Function<CostDraft, CostDraft> change : changes) {
            CostDraft other = change.apply(FULL);
            assertThat(offer(other))
                    .containsExactly(
                            new RecordResult.Conflict(stored, posting(other).entry()));
        }
        assertThat(total()).isEqualTo("12.5");
        assertThat(status("daily", NOW).spent()).isEqualTo("12.5");
        assertThat(store.find("a")).contains(stored);
        assertClean();
    }

    @Test
    void a_batch_answers_for_each_item_and_a_bad_one_does_not_sink_the_others() {
        offer(CostDraft.of("1").id("old"));

        List<RecordResult> results = offer(
                CostDraft.of("2").id("x"),
                CostDraft.of("1").id("old"),
                CostDraft.of("2").id("x"),
                CostDraft.of("3").id("x"),
                CostDraft.of("9").id("old"),
                CostDraft.of("4").id("y"));

        assertThat(results)
                .extracting(RecordResult::status)
                .containsExactly("recorded", "duplicate", "duplicate", "conflict", "conflict", "recorded");
        assertThat(total()).isEqualTo("7");
        assertThat(allEntries()).extracting(CostEntry::id).containsExactly("old", "x", "y");
        assertClean();
    }

    @Test
    void an_offer_without_a_time_is_known_again_whenever_it_is_repeated() {
        Posting first = CostDraft.of("1").id("a").complete("unused", NOW);
        Posting later = CostDraft.of("1").id("a").complete("unused", NOW.plusSeconds(60));
        assertThat(first.timed()).isFalse();
        store.record(List.of(first), NOW);

        assertThat(store.record(List.of(later, later), NOW.plusSeconds(60)))
                .containsExactly(new RecordResult.Duplicate(first.entry()), new RecordResult.Duplicate(first.entry()));
        assertThat(store.record(List.of(new Posting(later.entry(), true)), NOW.plusSeconds(60)))
                .containsExactly(new RecordResult.Conflict(first.entry(), later.entry()));
        assertThat(total()).isEqualTo("1");
    }

    @Test
    void a_batch_may_be_large_and_may_repeat_itself() {
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            postings.add(posting(CostDraft.of("0.000001").id("n" + i % 4_000).tag("n", "" + i % 10)));
        }

        List<RecordResult> results = store.record(postings, NOW);

        assertThat(results.subList(0, 4_000)).extracting(RecordResult::status).containsOnly("recorded");
        assertThat(results.subList(4_000, 6_000))
                .extracting(RecordResult::status)
                .containsOnly("duplicate");
        assertThat(store.summarize(TimeRange.ALL, CostFilter.ALL).entryCount()).isEqualTo(4_000);
        assertThat(total()).isEqualTo("0.004");
    }

    @Test
    void a_closed_store_is_unavailable() {
        offer(FULL);
        store.close();
        store.close();

        assertThatThrownBy(() -> offer(CostDraft.of("1").id("b"))).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.find("a")).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(this::total).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.budgets().list()).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.budgets().check(NOW)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.budgets().ask(money("1"), SpendScope.ALL, NOW))
                .isInstanceOf(StoreUnavailableException.class);
    }
}
