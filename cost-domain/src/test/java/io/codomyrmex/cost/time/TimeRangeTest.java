package io.codomyrmex.cost.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.input.InvalidInputException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeRangeTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void a_range_holds_its_start_and_not_its_end() {
        TimeRange range = new TimeRange(START, START.plusSeconds(1));
        assertThat(range.contains(START)).isTrue();
        assertThat(range.contains(START.plusSeconds(1).minusNanos(1))).isTrue();
        assertThat(range.contains(START.plusSeconds(1))).isFalse();
        assertThat(range.contains(START.minusNanos(1))).isFalse();
    }

    @Test
    void ends_between_two_microseconds_are_rounded_up_so_that_the_same_entries_lie_in_it() {
        TimeRange range = new TimeRange(START.plusNanos(1), START.plusNanos(1_999));
        assertThat(range).isEqualTo(new TimeRange(START.plusNanos(1_000), START.plusNanos(2_000)));
        assertThat(range.contains(START)).isFalse();
        assertThat(range.contains(START.plusNanos(1_000))).isTrue();
        assertThatThrownBy(() -> new TimeRange(START.plusNanos(1), START.plusNanos(999)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void an_end_that_is_not_after_the_start_is_refused() {
        assertThatThrownBy(() -> new TimeRange(START, START))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("to '2026-01-01T00:00:00Z' must be after from '2026-01-01T00:00:00Z'");
        assertThatThrownBy(() -> new TimeRange(START, START.minusNanos(1))).isInstanceOf(InvalidInputException.class);
    }
}
