package io.codomyrmex.cost.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.summary.RangeSlice.Level;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeSliceTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-01-03T00:00:00Z, DAY",
        "2026-01-01T05:00:00Z, 2026-01-01T23:00:00Z, HOUR",
        "2026-01-01T05:00:00Z, 2026-01-02T05:00:00Z, HOUR",
        "2026-01-01T05:15:00Z, 2026-01-01T05:45:00Z, ENTRY",
        "2026-01-01T05:15:00Z, 2026-01-01T06:00:00Z, ENTRY",
        "2026-01-01T05:15:00Z, 2026-01-01T06:45:00Z, ENTRY",
        "2026-01-01T05:15:00Z, 2026-01-01T07:45:00Z, ENTRY HOUR ENTRY",
        "2026-01-01T05:00:00Z, 2026-01-02T00:00:00Z, HOUR",
        "2026-01-01T05:00:00Z, 2026-01-03T00:00:00Z, HOUR DAY",
        "2026-01-01T05:15:00Z, 2026-01-03T07:45:00Z, ENTRY HOUR DAY HOUR ENTRY",
        "2026-01-01T23:15:00Z, 2026-01-03T00:45:00Z, ENTRY DAY ENTRY",
    })
    void a_range_is_cut_into_the_coarsest_slices(Instant from, Instant to, String levels) {
        List<RangeSlice> slices = RangeSlice.of(new TimeRange(from, to));
        assertThat(slices).extracting(slice -> slice.level().name()).containsExactly(levels.split(" "));
    }

    @Test
    void the_slices_of_any_range_follow_each_other_on_the_edges_of_their_units() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            Instant from = instant(random);
            Instant to = random.nextBoolean()
                    ? instant(random)
                    : from.plusSeconds(random.nextInt(200_000)).plusNanos(1_000);
            if (Duration.between(from, to).abs().toNanos() >= 1_000) {
                assertSlices(from.isBefore(to) ? new TimeRange(from, to) : new TimeRange(to, from), seed);
            }
        }
        assertSlices(TimeRange.ALL, seed);
    }

    private static Instant instant(SplittableRandom random) {
        Instant any =
                Instant.EPOCH.plusNanos(random.nextLong(Duration.ofDays(20_000).toNanos()));
        ChronoUnit[] units = {ChronoUnit.NANOS, ChronoUnit.MICROS, ChronoUnit.MINUTES, ChronoUnit.HOURS, ChronoUnit.DAYS
        };
        return any.truncatedTo(units[random.nextInt(units.length)]);
    }

    private static void assertSlices(TimeRange range, long seed) {
        List<RangeSlice> slices = RangeSlice.of(range);
        assertThat(slices).as("%s, seed %s", range, seed).hasSizeBetween(1, 5);
        Instant at = range.start();
        for (RangeSlice slice : slices) {
            ChronoUnit unit = slice.level() == Level.DAY ? ChronoUnit.DAYS : ChronoUnit.HOURS;
            boolean aligned = slice.level() == Level.ENTRY
                    || (at.truncatedTo(unit).equals(at)
                            && slice.range()
                                    .end()
                                    .truncatedTo(unit)
                                    .equals(slice.range().end()));
            boolean coarse = slice.level() != Level.ENTRY
                    || Duration.between(at, slice.range().end()).compareTo(Duration.ofHours(2)) < 0;
            assertThat(slice.range().start().equals(at) && aligned && coarse)
                    .as("%s of %s, seed %s", slice, range, seed)
                    .isTrue();
            at = slice.range().end();
        }
        assertThat(at).as("%s, seed %s", range, seed).isEqualTo(range.end());
    }
}
