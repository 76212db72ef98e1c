package io.codomyrmex.cost.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.summary.RangeSlice.Level;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSeriesBuilderTest {

    private static final Instant DAY = Instant.parse("2026-11-25T00:00:00Z");

    private static SeriesQuery query(TimeRange range, BudgetPeriod step, ZoneId zone) {
        return new SeriesQuery(range, step, zone, Grouping.NONE, CostFilter.ALL);
    }

    @Test
    void steps_are_cut_off_at_the_ends_of_the_range() {
        TimeRange range =
                new TimeRange(DAY.plusSeconds(60), DAY.plus(2, ChronoUnit.DAYS).plusSeconds(1));
        assertThat(query(range, BudgetPeriod.DAILY, ZoneOffset.UTC).steps())
                .containsExactly(
                        new TimeRange(DAY.plusSeconds(60), DAY.plus(1, ChronoUnit.DAYS)),
                        new TimeRange(DAY.plus(1, ChronoUnit.DAYS), DAY.plus(2, ChronoUnit.DAYS)),
                        new TimeRange(DAY.plus(2, ChronoUnit.DAYS), range.end()));
    }

    @Test
    void twenty_thousand_steps_are_the_most() {
        TimeRange most = new TimeRange(DAY, DAY.plus(20_000, ChronoUnit.HOURS));
        assertThat(query(most, BudgetPeriod.HOURLY, ZoneOffset.UTC).steps()).hasSize(20_000);
        TimeRange more = new TimeRange(DAY, most.end().plusNanos(1));
        assertThatThrownBy(
                        () -> query(more, BudgetPeriod.HOURLY, ZoneOffset.UTC).steps())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("step 'hourly' must give at most 20000 points in the range");
    }

    @Test
    void sums_go_to_the_step_and_group_they_belong_to() {
        TimeSeriesBuilder builder = new TimeSeriesBuilder(
                query(new TimeRange(DAY, DAY.plus(2, ChronoUnit.HOURS)), BudgetPeriod.HOURLY, ZoneOffset.UTC));
        builder.add(DAY.plusSeconds(3_600), "a", new BigDecimal("0.5"));
        builder.add(DAY, "a", new BigDecimal("1"));
        builder.add(DAY.plusSeconds(3_599), "a", new BigDecimal("0.50"));
        builder.add(DAY.plusSeconds(3_599), "b", new BigDecimal("-1"));

        List<TimeSeries.Point> points = builder.build().points();
        assertThat(points.get(0).byGroup()).isEqualTo(Map.of("a", new BigDecimal("1.5"), "b", new BigDecimal("-1")));
        assertThat(points.get(0).total()).isEqualTo("0.5");
        assertThat(points.get(1).byGroup()).isEqualTo(Map.of("a", new BigDecimal("0.5")));
        assertThatThrownBy(() -> builder.add(DAY.minusNanos(1), "a", BigDecimal.ONE))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void utc_days_are_read_from_day_rows_and_half_hour_zones_only_where_an_edge_cuts_an_hour() {
        TimeRange week = new TimeRange(DAY, DAY.plus(7, ChronoUnit.DAYS));
        assertThat(new TimeSeriesBuilder(query(week, BudgetPeriod.DAILY, ZoneOffset.UTC)).slices())
                .containsExactly(new RangeSlice(Level.DAY, week));
        List<RangeSlice> slices =
                new TimeSeriesBuilder(query(week, BudgetPeriod.DAILY, ZoneId.of("Asia/Kolkata"))).slices();
        assertThat(slices.stream().filter(slice -> slice.level() == Level.ENTRY))
                .hasSize(7)
                .allMatch(slice ->
                        Duration.between(slice.range().start(), slice.range().end())
                                        .toHours()
                                == 1);
    }

    @Test
    void no_row_of_a_slice_is_cut_by_a_step_in_any_zone() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            for (BudgetPeriod step : BudgetPeriod.values()) {
                Instant from = Instant.ofEpochSecond(random.nextLong(2_000_000_000L));
                Instant start = random.nextBoolean() ? from : from.truncatedTo(ChronoUnit.HOURS);
                Instant end = start.plusSeconds(1 + random.nextInt(40 * 86_400));
                assertSlices(query(new TimeRange(start, end), step, ZoneId.of(id)), seed);
            }
        }
    }

    private static void assertSlices(SeriesQuery query, long seed) {
        TreeSet<Instant> edges = new TreeSet<>();
        query.steps().forEach(step -> edges.add(step.start()));
        Instant at = query.range().start();
        for (RangeSlice slice : new TimeSeriesBuilder(query).slices()) {
            assertThat(slice.range().start()).as("%s, seed %s", query, seed).isEqualTo(at);
            at = slice.range().end();
            ChronoUnit unit = slice.level() == Level.DAY ? ChronoUnit.DAYS : ChronoUnit.HOURS;
            if (slice.level() != Level.ENTRY) {
                assertThat(slice.range().start().truncatedTo(unit))
                        .isEqualTo(slice.range().start());
                assertThat(at.truncatedTo(unit)).isEqualTo(at);
                for (Instant edge : edges.subSet(slice.range().start(), at)) {
                    assertThat(edge.truncatedTo(unit))
                            .as("%s in %s, seed %s", slice, query, seed)
                            .isEqualTo(edge);
                }
            }
        }
        assertThat(at).as("%s, seed %s", query, seed).isEqualTo(query.range().end());
    }

    @Test
    void a_grouping_names_the_group_of_an_entry() {
        Map<String, String> tags = Map.of("team", "x");
        assertThat(Grouping.of("by", "none").groupOf(CostCategory.OTHER, "r", tags))
                .isEmpty();
        assertThat(Grouping.of("by", "category").groupOf(CostCategory.OTHER, "r", tags))
                .isEqualTo("other");
        assertThat(Grouping.of("by", "resource").groupOf(CostCategory.OTHER, "r", tags))
                .isEqualTo("r");
        assertThat(Grouping.of("by", "tag:team").groupOf(CostCategory.OTHER, "r", tags))
                .isEqualTo("x");
        assertThat(Grouping.of("by", "tag: team").groupOf(CostCategory.OTHER, "r", tags))
                .isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "team", "tag:", "tag: ", "Category"})
    void an_unknown_grouping_is_refused(String text) {
        assertThatThrownBy(() -> Grouping.of("group_by", text)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void a_summary_adds_up_its_groups() {
        CostSummaryBuilder builder = new CostSummaryBuilder();
        TimeRange range = new TimeRange(DAY, DAY.plusSeconds(1));
        builder.add(CostCategory.OTHER, "r", Map.of("a", "1", "b", "2"), new BigDecimal("1.50"), 2);
        builder.add(CostCategory.STORAGE, "", Map.of("a", "1"), new BigDecimal("-1.5"), 1);
        builder.add(CostCategory.COMPUTE, "x", Map.of("a", "1"), BigDecimal.ZERO, 0);
        assertThat(builder.build(range))
                .isEqualTo(new CostSummary(
                        range,
                        BigDecimal.ZERO,
                        3,
                        Map.of(CostCategory.OTHER, new BigDecimal("1.5"), CostCategory.STORAGE, new BigDecimal("-1.5")),
                        Map.of("r", new BigDecimal("1.5")),
                        Map.of("a", Map.of("1", BigDecimal.ZERO), "b", Map.of("2", new BigDecimal("1.5")))));
    }
}
