package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.Grouping;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pages of entries: order, where the next one begins, what a filter leaves. */
abstract class PageContract extends StoreContract {

    private static EntryQuery query(CostFilter filter, int limit) {
        return new EntryQuery(TimeRange.ALL, filter, null, limit);
    }

    private List<String> ids(EntryQuery query) {
        return store.entries(query).stream().map(CostEntry::id).toList();
    }

    /** All pages of a query, the last of which is empty. */
    private List<String> leaf(EntryQuery query) {
        List<String> ids = new ArrayList<>();
        EntryQuery next = query;
        while (true) {
            List<CostEntry> page = store.entries(next);
            if (page.isEmpty()) {
                return ids;
            }
            assertThat(page).hasSizeLessThanOrEqualTo(query.limit());
            page.forEach(entry -> ids.add(entry.id()));
            assertThat(ids).doesNotHaveDuplicates(); // or there might be no end
            next = next.after(page.get(page.size() - 1));
        }
    }

    @Test
    void entries_come_by_time_then_by_id_in_the_order_of_their_characters() {
        Instant before = NOW.minusNanos(1_000);
        for (String id : List.of("b", "B", "é", "a-", "_", "a", "a b", "z", "10", "9")) {
            offer(CostDraft.of("1").id(id).at(NOW));
        }
        offer(CostDraft.of("1").id("zz").at(before), CostDraft.of("1").id("0").at(NOW.plusNanos(1_000)));

        List<String> expected = List.of("zz", "10", "9", "B", "_", "a", "a b", "a-", "b", "z", "é", "0");
        assertThat(ids(query(CostFilter.ALL, 100))).isEqualTo(expected);
        for (int limit : new int[] {1, 2, 3, 5, 12}) {
            assertThat(leaf(query(CostFilter.ALL, limit))).as("limit %s", limit).isEqualTo(expected);
        }
    }

    @Test
    void entries_of_an_instant_come_in_the_order_of_code_points_above_the_basic_plane_too() {
        List<String> expected = List.of(
                "a",
                "a\uD7FF",
                "a\uE000",
                "a\uFFFD",
                "a\uFFFF",
                "a\uD800\uDC00",
                "a🧾",
                "a🧾a",
                "a🧾\uE000",
                "a🧾🧾",
                "a\uDBFF\uDFFF",
                "b",
                "\uE000",
                "\uFFFF",
                "\uD800\uDC00",
                "🧾");
        List<String> mixed = new ArrayList<>(expected);
        Collections.shuffle(mixed, new Random(7));
        mixed.forEach(id -> offer(CostDraft.of("1").id(id).at(NOW)));

        assertThat(ids(query(CostFilter.ALL, 100))).isEqualTo(expected);
        for (int limit : new int[] {1, 2, 3, 5}) {
            assertThat(leaf(query(CostFilter.ALL, limit))).as("limit %s", limit).isEqualTo(expected);
        }
    }

    @Test
    void budgets_alerts_and_groups_come_in_the_order_of_code_points_too() {
        List<String> expected = List.of("a\uD7FF", "a\uE000", "a\uFFFF", "a\uD800\uDC00", "a🧾", "b");
        List<String> mixed = new ArrayList<>(expected);
        Collections.shuffle(mixed, new Random(7));
        for (String text : mixed) {
            create(BudgetSpec.of(text, money("1"), BudgetPeriod.DAILY).alertThresholds(List.of(money("1"))));
            offer(CostDraft.of("0.1")
                    .id(text)
                    .resource(text)
                    .tag(text, "v")
                    .tag("k", text)
                    .at(NOW));
        }
        offer(CostDraft.of("1").id("full").at(NOW));

        assertThat(store.budgets().list()).extracting(Budget::id).isEqualTo(expected);
        assertThat(store.budgets().statuses(List.of(), NOW))
                .extracting(status -> status.budget().id())
                .isEqualTo(expected);
        assertThat(store.budgets().alerts(2)).extracting(BudgetAlert::budgetId).isEqualTo(expected.subList(4, 6));
        assertThat(store.budgets().check(NOW)).extracting(BudgetAlert::budgetId).isEqualTo(expected);
        CostSummary summary = store.summarize(TimeRange.ALL, CostFilter.ALL);
        assertThat(summary.byResource().keySet()).containsExactlyElementsOf(expected);
        assertThat(summary.byTag().get("k").keySet()).containsExactlyElementsOf(expected);
        assertThat(summary.byTag().keySet())
                .containsExactly("a\uD7FF", "a\uE000", "a\uFFFF", "a\uD800\uDC00", "a🧾", "b", "k");
        SeriesQuery query = new SeriesQuery(
                BudgetPeriod.DAILY.containing(NOW, ZoneOffset.UTC),
                BudgetPeriod.DAILY,
                ZoneOffset.UTC,
                Grouping.tag("k"),
                CostFilter.tags(Map.of()));
        List<String> groups =
                new ArrayList<>(store.series(query).points().get(0).byGroup().keySet());
        assertThat(groups.subList(1, groups.size())).isEqualTo(expected);
    }

    @Test
    void pages_neither_repeat_nor_lose_an_entry_while_others_are_recorded() {
        for (int i = 0; i < 25; i++) {
            offer(CostDraft.of("1").id("n" + (10 + i)).at(NOW.plusSeconds(i / 10)));
        }
        EntryQuery first = query(CostFilter.ALL, 10);
        List<CostEntry> page = store.entries(first);
        offer(CostDraft.of("1").id("a late one").at(NOW.minusSeconds(1)));
        offer(CostDraft.of("1").id("n205").at(NOW.plusSeconds(1)));

        List<String> rest = leaf(first.after(page.get(9)));
        assertThat(rest).hasSize(16).doesNotHaveDuplicates().contains("n205").doesNotContain("a late one");
    }

    @Test
    void a_position_need_not_be_that_of_an_entry() {
        offer(CostDraft.of("1").id("b").at(NOW), CostDraft.of("1").id("d").at(NOW));
        TimeRange range = new TimeRange(NOW, NOW.plusSeconds(1));

        assertThat(ids(new EntryQuery(range, CostFilter.ALL, new EntryQuery.Position(NOW, "c"), 9)))
                .containsExactly("d");
        assertThat(ids(new EntryQuery(range, CostFilter.ALL, new EntryQuery.Position(NOW.minusSeconds(9), "z"), 9)))
                .containsExactly("b", "d");
        assertThat(ids(new EntryQuery(range, CostFilter.ALL, new EntryQuery.Position(NOW.plusSeconds(9), "a"), 9)))
                .isEmpty();
    }

    @Test
    void a_range_holds_its_start_and_not_its_end() {
        offer(
                CostDraft.of("1").id("before").at(NOW.minusNanos(1_000)),
                CostDraft.of("1").id("start").at(NOW),
                CostDraft.of("1").id("last").at(NOW.plusSeconds(1).minusNanos(1_000)),
                CostDraft.of("1").id("end").at(NOW.plusSeconds(1)));
        TimeRange range = new TimeRange(NOW, NOW.plusSeconds(1));

        assertThat(ids(new EntryQuery(range, CostFilter.ALL, null, 9))).containsExactly("start", "last");
        assertThat(store.summarize(range, CostFilter.ALL).entryCount()).isEqualTo(2);
    }

    @Test
    void a_filter_leaves_what_matches_in_every_part() {
        offer(
                CostDraft.of("1")
                        .id("a")
                        .category(CostCategory.STORAGE)
                        .resource("r")
                        .tag("k'1", "v")
                        .tag(" x", "\"y\""),
                CostDraft.of("1")
                        .id("b")
                        .category(CostCategory.STORAGE)
                        .resource("r")
                        .tag("k'1", "v"),
                CostDraft.of("1")
                        .id("c")
                        .category(CostCategory.STORAGE)
                        .resource("s")
                        .tag("k'1", "w"),
                CostDraft.of("1")
                        .id("d")
                        .category(CostCategory.OTHER)
                        .resource("r")
                        .tag("x", "\"y\""),
                CostDraft.of("1").id("e"));

        assertThat(leaf(query(CostFilter.category(CostCategory.STORAGE), 2))).containsExactly("a", "b", "c");
        assertThat(leaf(query(new CostFilter(null, "r", Map.of()), 1))).containsExactly("a", "b", "d");
        assertThat(leaf(query(CostFilter.tags(Map.of("k'1", "v")), 1))).containsExactly("a", "b");
        assertThat(leaf(query(CostFilter.tags(Map.of("k'1", "v", " x", "\"y\"")), 1)))
                .containsExactly("a");
        assertThat(leaf(query(new CostFilter(CostCategory.OTHER, "r", Map.of("x", "\"y\"")), 1)))
                .containsExactly("d");
        assertThat(leaf(query(new CostFilter(CostCategory.OTHER, "s", Map.of()), 1)))
                .isEmpty();
        assertThat(leaf(query(CostFilter.tags(Map.of("x", "")), 1))).isEmpty();
    }
}
