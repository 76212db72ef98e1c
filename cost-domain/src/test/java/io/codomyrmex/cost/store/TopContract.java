package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.Grouping;
import io.codomyrmex.cost.summary.Rest;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.summary.TimeSeries;
import io.codomyrmex.cost.summary.Top;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Breakdowns limited to the largest groups, held against the whole ones. */
abstract class TopContract extends StoreContract {

    private static final TimeRange SPRING =
            new TimeRange(Instant.parse("2024-03-01T00:00:00Z"), Instant.parse("2024-04-15T00:00:00Z"));

    private void record(RandomCosts costs, int entries) {
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            postings.add(posting(costs.next(SPRING)));
        }
        store.record(postings, NOW);
    }

    private static <K> void assertLimited(
            Map<K, BigDecimal> all, Map<K, BigDecimal> shown, Rest rest, int groups, Function<K, String> name) {
        List<K> largest = BruteForce.largest(all, groups, name);
        assertThat(shown.keySet()).containsExactlyInAnyOrderElementsOf(largest);
        assertThat(all).containsAllEntriesOf(shown);
        assertThat(rest.groups()).isEqualTo(all.size() - largest.size());
        assertThat(sum(shown.values()).add(rest.amount())).isEqualByComparingTo(sum(all.values()));
    }

    private static BigDecimal sum(Iterable<BigDecimal> amounts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal amount : amounts) {
            sum = sum.add(amount);
        }
        return sum;
    }

    @Test
    void a_limited_summary_has_the_largest_groups_and_the_exact_rest() {
        SplittableRandom random = random();
        RandomCosts costs = new RandomCosts(random);
        record(costs, 400);

        for (int i = 0; i < 60; i++) {
            TimeRange range = random.nextInt(5) == 0 ? TimeRange.ALL : costs.within(SPRING);
            CostFilter filter = random.nextBoolean() ? CostFilter.ALL : costs.filter();
            int groups = 1 + random.nextInt(6);
            CostSummary all = store.summarize(range, filter);
            CostSummary limited = store.summarize(range, filter, new Top(groups));

            assertThat(limited.total()).isEqualTo(all.total());
            assertThat(limited.entryCount()).isEqualTo(all.entryCount());
            CostSummary.Rests rests = limited.rests();
            assertThat(rests).isNotNull();
            assertLimited(all.byCategory(), limited.byCategory(), rests.byCategory(), groups, CostCategory::wireName);
            assertLimited(all.byResource(), limited.byResource(), rests.byResource(), groups, name -> name);
            assertThat(limited.byTag().keySet()).isEqualTo(all.byTag().keySet());
            assertThat(rests.byTag().keySet()).isEqualTo(all.byTag().keySet());
            all.byTag()
                    .forEach((key, sums) -> assertLimited(
                            sums, limited.byTag().get(key), rests.byTag().get(key), groups, name -> name));
        }
    }

    @Test
    void a_limited_series_has_the_largest_groups_of_the_range_in_every_point() {
        SplittableRandom random = random();
        RandomCosts costs = new RandomCosts(random);
        record(costs, 300);
        List<Grouping> groupings = List.of(Grouping.NONE, Grouping.CATEGORY, Grouping.RESOURCE, Grouping.tag("team"));

        for (int i = 0; i < 40; i++) {
            ZoneId zone = SummaryContract.ZONES.get(random.nextInt(SummaryContract.ZONES.size()));
            BudgetPeriod step = BudgetPeriod.values()[random.nextInt(BudgetPeriod.values().length)];
            SeriesQuery query = new SeriesQuery(
                    costs.within(SPRING),
                    step,
                    zone,
                    groupings.get(random.nextInt(groupings.size())),
                    random.nextBoolean() ? CostFilter.ALL : costs.filter());
            int groups = 1 + random.nextInt(4);
            assertSeries(store.series(query), store.series(query.limited(new Top(groups))), groups);
        }
    }

    private static void assertSeries(TimeSeries all, TimeSeries limited, int groups) {
        Map<String, BigDecimal> totals = new HashMap<>();
        all.points().forEach(point -> point.byGroup().forEach((name, sum) -> totals.merge(name, sum, BigDecimal::add)));
        List<String> largest = BruteForce.largest(totals, groups, name -> name);

        assertThat(limited.restGroups()).isEqualTo(totals.size() - largest.size());
        assertThat(limited.points()).hasSameSizeAs(all.points());
        for (int i = 0; i < all.points().size(); i++) {
            TimeSeries.Point whole = all.points().get(i);
            TimeSeries.Point point = limited.points().get(i);
            Map<String, BigDecimal> shown = new HashMap<>(whole.byGroup());
            shown.keySet().retainAll(largest);
            assertThat(point.range()).isEqualTo(whole.range());
            assertThat(point.byGroup()).isEqualTo(shown);
            assertThat(point.total()).isEqualByComparingTo(whole.total());
        }
    }

    @Test
    void a_large_credit_is_among_the_largest_and_a_group_named_other_is_a_group() {
        offer(
                CostDraft.of("-150").id("credit").resource("credit").tag("k", ""),
                CostDraft.of("9").id("b").resource("other").tag("k", "other"),
                CostDraft.of("9").id("a").resource("a").tag("k", "a"),
                CostDraft.of("8").id("none"));

        CostSummary summary = store.summarize(TimeRange.ALL, CostFilter.ALL, new Top(2));

        assertThat(summary.byResource())
                .containsExactly(Map.entry("a", money("9")), Map.entry("credit", money("-150")));
        assertThat(summary.rests().byResource()).isEqualTo(new Rest(money("9"), 1));
        assertThat(summary.byTag().get("k")).containsExactly(Map.entry("", money("-150")), Map.entry("a", money("9")));
        assertThat(summary.rests().byTag()).containsExactly(Map.entry("k", new Rest(money("9"), 1)));
        assertThat(summary.rests().byCategory()).isEqualTo(Rest.NONE);
        TimeRange day = BudgetPeriod.DAILY.containing(NOW, ZoneOffset.UTC);
        TimeSeries series =
                store.series(new SeriesQuery(day, BudgetPeriod.DAILY, ZoneOffset.UTC, Grouping.tag("k"), CostFilter.ALL)
                        .limited(new Top(1)));
        assertThat(series)
                .isEqualTo(new TimeSeries(
                        List.of(new TimeSeries.Point(day, Map.of("", money("-142")), money("18"))), 2L));
    }

    @Test
    void nothing_is_left_out_where_there_are_not_more() {
        record(new RandomCosts(random()), 50);
        CostSummary all = store.summarize(TimeRange.ALL, CostFilter.ALL);
        CostSummary limited = store.summarize(TimeRange.ALL, CostFilter.ALL, new Top(Top.MAX));
        Map<String, Rest> none = new HashMap<>();
        all.byTag().keySet().forEach(key -> none.put(key, Rest.NONE));

        assertThat(limited)
                .isEqualTo(new CostSummary(
                        all.range(),
                        all.total(),
                        all.entryCount(),
                        all.byCategory(),
                        all.byResource(),
                        all.byTag(),
                        new CostSummary.Rests(Rest.NONE, Rest.NONE, none)));
    }

    @Test
    void many_values_are_counted_and_added_up() {
        List<Posting> postings = IntStream.range(0, 2_000)
                .mapToObj(i -> posting(
                        CostDraft.of(BigDecimal.valueOf(i + 1)).id("e" + i).tag("user", "u" + i)))
                .toList();
        store.record(postings, NOW);

        CostSummary summary = store.summarize(TimeRange.ALL, CostFilter.ALL, new Top(3));

        assertThat(summary.byTag().get("user")).containsOnlyKeys("u1997", "u1998", "u1999");
        assertThat(summary.rests().byTag().get("user")).isEqualTo(new Rest(money("1995003"), 1_997));
    }
}
