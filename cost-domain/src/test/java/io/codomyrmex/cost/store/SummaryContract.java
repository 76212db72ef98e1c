package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.Grouping;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.summary.TimeSeries;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Sums over ranges and over time, held against a look at every entry. */
abstract class SummaryContract extends StoreContract {

    /** Holds the spring changes of Lisbon, Lord Howe and St. John's. */
    private static final TimeRange SPRING =
            new TimeRange(Instant.parse("2024-03-01T00:00:00Z"), Instant.parse("2024-04-15T00:00:00Z"));
    /** Holds the change of St. John's from 00:01 back to 23:01 of the day before. */
    private static final TimeRange AUTUMN =
            new TimeRange(Instant.parse("2010-10-28T00:00:00Z"), Instant.parse("2010-11-20T00:00:00Z"));

    static final List<ZoneId> ZONES = List.of(
            ZoneOffset.UTC,
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Europe/Lisbon"));

    private BruteForce record(RandomCosts costs, int each) {
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            postings.add(posting(costs.next(SPRING)));
            postings.add(posting(costs.next(AUTUMN)));
        }
        store.record(postings, NOW);
        return new BruteForce(postings.stream().map(Posting::entry).toList());
    }

    @Test
    void a_summary_is_the_sum_of_the_entries_it_covers_for_any_range_and_filter() {
        SplittableRandom random = random();
        RandomCosts costs = new RandomCosts(random);
        BruteForce bruteForce = record(costs, 400);

        assertThat(store.summarize(TimeRange.ALL, CostFilter.ALL))
                .isEqualTo(bruteForce.summary(TimeRange.ALL, CostFilter.ALL));
        for (int i = 0; i < 200; i++) {
            TimeRange range =
                    random.nextInt(10) == 0 ? TimeRange.ALL : costs.within(random.nextBoolean() ? SPRING : AUTUMN);
            CostFilter filter = random.nextBoolean() ? CostFilter.ALL : costs.filter();
            CostSummary expected = bruteForce.summary(range, filter);

            assertThat(store.summarize(range, filter))
                    .as("%s %s", range, filter)
                    .isEqualTo(expected);
        }
    }

    @Test
    void the_groups_of_a_summary_are_in_order() {
        record(new RandomCosts(random()), 200);
        CostSummary summary = store.summarize(TimeRange.ALL, CostFilter.ALL);

        assertThat(List.copyOf(summary.byCategory().keySet())).isSorted();
        assertThat(List.copyOf(summary.byResource().keySet())).isSorted().doesNotContain("");
        assertThat(List.copyOf(summary.byTag().keySet())).isSorted();
        assertThat(summary.byTag().values())
                .allSatisfy(values -> assertThat(List.copyOf(values.keySet())).isSorted());
        assertThat(sum(summary.byCategory())).isEqualByComparingTo(summary.total());
    }

    @Test
    void a_series_adds_up_to_the_range_in_every_zone() {
        SplittableRandom random = random();
        RandomCosts costs = new RandomCosts(random);
        BruteForce bruteForce = record(costs, 300);
        List<Grouping> groupings = List.of(Grouping.NONE, Grouping.CATEGORY, Grouping.RESOURCE, Grouping.tag("team"));

        for (ZoneId zone : ZONES) {
            for (BudgetPeriod step : BudgetPeriod.values()) {
                for (TimeRange window : List.of(SPRING, AUTUMN, costs.within(SPRING), costs.within(AUTUMN))) {
                    Grouping grouping = groupings.get(random.nextInt(groupings.size()));
                    CostFilter filter = random.nextBoolean() ? CostFilter.ALL : costs.filter();
                    assertSeries(bruteForce, new SeriesQuery(window, step, zone, grouping, filter));
                }
            }
        }
    }

    private void assertSeries(BruteForce bruteForce, SeriesQuery query) {
        List<TimeSeries.Point> points = store.series(query).points();

        assertThat(points.get(0).range().start())
                .as("%s", query)
                .isEqualTo(query.range().start());
        assertThat(points.get(points.size() - 1).range().end())
                .as("%s", query)
                .isEqualTo(query.range().end());
        Map<Instant, Map<String, BigDecimal>> filled = new TreeMap<>();
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < points.size(); i++) {
            TimeSeries.Point point = points.get(i);
            if (i > 0) {
                assertThat(point.range().start())
                        .as("%s", query)
                        .isEqualTo(points.get(i - 1).range().end());
            }
            if (!point.byGroup().isEmpty()) {
                filled.put(point.range().start(), point.byGroup());
            }
            total = total.add(point.total());
        }
        assertThat(filled).as("%s", query).isEqualTo(bruteForce.series(query));
        assertThat(total)
                .as("%s", query)
                .isEqualByComparingTo(
                        store.summarize(query.range(), query.filter()).total());
    }

    @Test
    void a_series_shows_empty_steps_too() {
        TimeRange day = BudgetPeriod.DAILY.containing(NOW, ZoneOffset.UTC);
        spend("5", NOW, NOW);
        TimeSeries series =
                store.series(new SeriesQuery(day, BudgetPeriod.HOURLY, ZoneOffset.UTC, Grouping.NONE, CostFilter.ALL));

        assertThat(series.points()).hasSize(24);
        assertThat(series.points().get(10).byGroup()).containsExactly(Map.entry("", money("5")));
        assertThat(series.points().get(11).byGroup()).isEmpty();
    }

    @Test
    void a_series_of_too_many_points_is_refused() {
        SeriesQuery query =
                new SeriesQuery(TimeRange.ALL, BudgetPeriod.HOURLY, ZoneOffset.UTC, Grouping.NONE, CostFilter.ALL);
        assertThatThrownBy(() -> store.series(query))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("step");
    }

    private static BigDecimal sum(Map<?, BigDecimal> sums) {
        return sums.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
