package io.codomyrmex.cost.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

    private final MutableClock clock = new MutableClock("2026-11-25T10:00:00Z");

    @Test
    void an_id_is_the_prefix_and_26_characters_that_begin_with_the_time() {
        TimeOrderedIds ids = new TimeOrderedIds("cost_", clock);
        String first = ids.next();
        assertThat(first).matches("cost_[0-9a-hjkmnp-tv-z]{26}");
        clock.advance(Duration.ofMillis(1));
        assertThat(ids.next()).isGreaterThan(first);
        assertThat(new TimeOrderedIds("cost_", clock).next()).isNotEqualTo(new TimeOrderedIds("cost_", clock).next());
        long millis = 0;
        for (char digit : first.substring(5, 15).toCharArray()) {
            millis = millis * 32 + "0123456789abcdefghjkmnpqrstvwxyz".indexOf(digit);
        }
        assertThat(millis).isEqualTo(clock.millis() - 1);
    }

    @Test
    void ids_ascend_strictly_while_the_clock_stands_still_and_when_it_goes_back() {
        TimeOrderedIds ids = new TimeOrderedIds("", clock);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            made.add(ids.next());
            if (i % 1_000 == 999) {
                clock.advance(Duration.ofMillis(i == 999 ? -5_000 : 1));
            }
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_full_millisecond_borrows_from_the_next_one() {
        RandomGenerator allOnes = () -> -1L;
        TimeOrderedIds ids = new TimeOrderedIds("", clock, allOnes);
        String last = ids.next();
        String following = ids.next();
        assertThat(last).endsWith("z".repeat(16));
        assertThat(following).isGreaterThan(last).endsWith("0".repeat(16));
        clock.advance(Duration.ofMillis(1));
        assertThat(ids.next()).isGreaterThan(following);
    }

    @Test
    void sixteen_threads_get_different_ids_each_in_ascending_order() throws Exception {
        TimeOrderedIds ids = new TimeOrderedIds("cost_", Clock.systemUTC());
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<List<String>>> running = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                running.add(threads.submit(() -> {
                    start.await();
                    List<String> made = new ArrayList<>();
                    for (int n = 0; n < 5_000; n++) {
                        made.add(ids.next());
                    }
                    return made;
                }));
            }
            start.countDown();
            Set<String> all = new HashSet<>();
            for (Future<List<String>> each : running) {
                List<String> made = each.get();
                assertThat(made).isSorted();
                all.addAll(made);
            }
            assertThat(all).hasSize(16 * 5_000);
        } finally {
            threads.shutdownNow();
        }
    }
}
