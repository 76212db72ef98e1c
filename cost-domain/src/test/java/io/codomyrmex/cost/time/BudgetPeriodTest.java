package io.codomyrmex.cost.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.TestData;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetPeriodTest {

    private static final ZoneId ST_JOHNS = ZoneId.of("America/St_Johns");
    private static final ZoneId APIA = ZoneId.of("Pacific/Apia");

    private static TimeRange range(String start, String end) {
        return new TimeRange(Instant.parse(start), Instant.parse(end));
    }

    @Test
    void periods_begin_and_end_where_the_tables_say() throws IOException {
        List<String> rows = Files.readAllLines(TestData.file("oracle/period_boundaries.csv"));
        assertThat(rows.get(0)).isEqualTo("zone,instant,period,startInclusive,endExclusive,seconds");
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",");
            TimeRange period =
                    BudgetPeriod.of("period", cells[2]).containing(Instant.parse(cells[1]), ZoneId.of(cells[0]));
            assertThat(period).as(row).isEqualTo(range(cells[3], cells[4]));
            assertThat(Duration.between(period.start(), period.end())).as(row).hasSeconds(Long.parseLong(cells[5]));
        }
        assertThat(rows).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @CsvSource({
        "HOURLY, UTC, 2026-11-25T10:00:00Z, 2026-11-25T11:00:00Z",
        "HOURLY, Asia/Kolkata, 2026-11-25T10:00:00Z, 2026-11-25T11:00:00Z",
        "DAILY, UTC, 2026-11-25T00:00:00Z, 2026-11-26T00:00:00Z",
        "DAILY, Asia/Kolkata, 2026-11-24T18:30:00Z, 2026-11-25T18:30:00Z",
        "WEEKLY, UTC, 2026-11-23T00:00:00Z, 2026-11-30T00:00:00Z",
        "MONTHLY, UTC, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
        "MONTHLY, Europe/Lisbon, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
    })
    void a_period_holds_its_start_and_ends_before_its_end(BudgetPeriod kind, ZoneId zone, String start, String end) {
        TimeRange expected = range(start, end);
        assertThat(kind.containing(Instant.parse("2026-11-25T10:15:30Z"), zone)).isEqualTo(expected);
        assertThat(kind.containing(expected.start(), zone)).isEqualTo(expected);
        assertThat(kind.containing(expected.end().minusNanos(1), zone)).isEqualTo(expected);
        assertThat(kind.before(expected.end(), zone)).isEqualTo(expected);
    }

    @Test
    void a_day_whose_midnight_comes_twice_is_one_day() {
        // On 2010-11-07 the clock went from 00:01 back to 23:01 of the day before.
        TimeRange sixth = range("2010-11-06T02:30:00Z", "2010-11-07T02:30:00Z");
        TimeRange seventh = range("2010-11-07T02:30:00Z", "2010-11-08T03:30:00Z");
        assertThat(BudgetPeriod.DAILY.containing(Instant.parse("2010-11-07T02:29:59Z"), ST_JOHNS))
                .isEqualTo(sixth);
        for (String at : List.of("02:30:00", "02:30:59", "02:31:00", "03:29:59", "03:30:00")) {
            assertThat(BudgetPeriod.DAILY.containing(Instant.parse("2010-11-07T" + at + "Z"), ST_JOHNS))
                    .as(at)
                    .isEqualTo(seventh);
        }
    }

    @Test
    void a_day_that_was_left_out_belongs_to_no_period() {
        // Samoa went from the end of 2011-12-29 to the beginning of 2011-12-31.
        TimeRange last = range("2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z");
        TimeRange next = range("2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z");
        assertThat(BudgetPeriod.DAILY.containing(last.end().minusNanos(1), APIA))
                .isEqualTo(last);
        assertThat(BudgetPeriod.DAILY.containing(last.end(), APIA)).isEqualTo(next);
        assertThat(BudgetPeriod.DAILY.before(next.start(), APIA)).isEqualTo(last);
        assertThat(BudgetPeriod.WEEKLY.containing(next.start(), APIA))
                .isEqualTo(range("2011-12-26T10:00:00Z", "2012-01-01T10:00:00Z"));
    }

    @ParameterizedTest
    @EnumSource(BudgetPeriod.class)
    void periods_follow_each_other_without_gap_or_overlap_in_every_zone(BudgetPeriod kind) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(id);
            for (int i = 0; i < 20; i++) {
                Instant at = Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextLong(1_000_000_000));
                assertPartition(kind, zone, at, seed);
            }
            for (var transition : zone.getRules().getTransitions()) {
                assertPartition(kind, zone, transition.getInstant(), seed);
                assertPartition(kind, zone, transition.getInstant().minusNanos(1), seed);
                assertPartition(kind, zone, transition.getInstant().plusSeconds(1_800), seed);
            }
        }
    }

    private static void assertPartition(BudgetPeriod kind, ZoneId zone, Instant at, long seed) {
        TimeRange period = kind.containing(at, zone);
        boolean partition = period.contains(at)
                && kind.containing(period.start(), zone).equals(period)
                && kind.containing(period.end().minusNanos(1), zone).equals(period)
                && kind.containing(period.end(), zone).start().equals(period.end())
                && kind.before(at, zone).end().equals(period.start());
        assertThat(partition)
                .as("%s %s at %s: %s, seed %s", kind, zone, at, period, seed)
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = BudgetPeriod.class,
            names = {"WEEKLY", "MONTHLY"})
    void the_days_add_up_to_the_week_and_the_month_in_every_zone(BudgetPeriod kind) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(id);
            TimeRange period = kind.containing(Instant.ofEpochSecond(random.nextLong(4_000_000_000L)), zone);
            Instant at = period.start();
            while (at.isBefore(period.end())) {
                TimeRange day = BudgetPeriod.DAILY.containing(at, zone);
                assertThat(day.start()).as("%s, seed %s", zone, seed).isEqualTo(at);
                at = day.end();
            }
            assertThat(at).as("%s, seed %s", zone, seed).isEqualTo(period.end());
        }
    }

    @ParameterizedTest
    @EnumSource(BudgetPeriod.class)
    void the_first_and_the_last_instant_have_periods(BudgetPeriod kind) {
        for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneOffset.MIN, ZoneOffset.MAX, APIA)) {
            assertThat(kind.containing(InstantRule.MIN, zone).contains(InstantRule.MIN))
                    .isTrue();
            Instant last = InstantRule.MAX.minusNanos(1);
            assertThat(kind.containing(last, zone).contains(last)).isTrue();
            assertThat(kind.before(InstantRule.MIN, zone).end())
                    .isEqualTo(kind.containing(InstantRule.MIN, zone).start());
        }
    }

    @Test
    void wire_names_are_read_in_any_case() {
        for (BudgetPeriod kind : BudgetPeriod.values()) {
            assertThat(BudgetPeriod.of("period", kind.wireName())).isEqualTo(kind);
            assertThat(BudgetPeriod.of("period", kind.name())).isEqualTo(kind);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "yearly", " daily", "dailу"})
    void an_unknown_period_is_refused_with_those_there_are(String name) {
        assertThatThrownBy(() -> BudgetPeriod.of("step", name))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("step ")
                .hasMessageEndingWith("must be one of hourly, daily, weekly, monthly");
    }
}
