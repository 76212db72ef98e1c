package io.codomyrmex.cost.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final Instant FIRED = Instant.parse("2026-05-10T12:00:00Z");

    private static Duration waited(int attempt, long random) {
        return Duration.between(
                FIRED,
                RetryPolicy.DEFAULT
                        .next(attempt, FIRED, FIRED, bound -> Math.min(random, bound - 1))
                        .orElseThrow());
    }

    @Test
    void waits_double_up_to_the_longest() {
        assertThat(waited(1, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(waited(2, 0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(waited(11, 0)).isEqualTo(Duration.ofSeconds(1024));
        assertThat(waited(13, 0)).isEqualTo(Duration.ofHours(1));
        assertThat(waited(100_000, 0)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void up_to_a_half_is_taken_away_at_random() {
        assertThat(waited(3, 1_000)).isEqualTo(Duration.ofSeconds(3));
        assertThat(waited(3, Long.MAX_VALUE)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void after_seven_days_it_is_given_up() {
        Instant last = FIRED.plus(Duration.ofDays(7));
        assertThat(RetryPolicy.DEFAULT.next(99, FIRED, last, bound -> 0)).isPresent();
        assertThat(RetryPolicy.DEFAULT.next(99, FIRED, last.plusMillis(1), bound -> 0))
                .isEmpty();
    }

    @Test
    void a_target_is_left_alone_for_as_long_as_it_asks_but_no_longer_than_the_longest() {
        Instant soon = FIRED.plusSeconds(90);
        assertThat(RetryPolicy.DEFAULT.bounded(soon, FIRED)).isEqualTo(soon);
        assertThat(RetryPolicy.DEFAULT.bounded(FIRED.plus(Duration.ofDays(300)), FIRED))
                .isEqualTo(FIRED.plus(Duration.ofHours(1)));
        assertThat(RetryPolicy.DEFAULT.bounded(FIRED.minusSeconds(1), FIRED)).isEqualTo(FIRED.minusSeconds(1));
    }
}
