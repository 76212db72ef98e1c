package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.time.TimeRange;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered with success is there once, however the service ended. */
@Tag("long")
class KilledServiceTest {

    private static final int ROUNDS = 6;
    private static final int CALLERS = 16;

    @TempDir
    Path folder;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();

    @Test
    void killed_and_told_to_end_under_load_on_postgres() throws Exception {
        rounds(TestService.postgres());
    }

    @Test
    void killed_and_told_to_end_under_load_on_a_file() throws Exception {
        rounds(JdbcSettings.of("jdbc:h2:file:" + folder.resolve("ledger"), TestService.USD));
    }

    private void rounds(JdbcSettings ledger) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed of the kills: " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            boolean kill = round % 2 == 0;
            try (ServedProcess service = ServedProcess.start(ledger)) {
                List<Thread> callers = new ArrayList<>();
                CountDownLatch begun = new CountDownLatch(50 + random.nextInt(500));
                for (int i = 0; i < CALLERS; i++) {
                    Thread caller = new Thread(() -> call(new HttpCaller(service.url(), null), begun));
                    caller.start();
                    callers.add(caller);
                }
                assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
                if (kill) {
                    service.kill();
                } else {
                    assertThat(service.terminate()).isEqualTo(143);
                }
                for (Thread caller : callers) {
                    caller.join(60_000);
                }
            }
        }
        assertThat(failed).as("requests that were taken and not done").isEmpty();
        compare(ledger);
    }

    /** Posts until the service is gone. */
    private void call(HttpCaller caller, CountDownLatch begun) {
        try {
            while (true) {
                String id = "k-" + numbers.incrementAndGet();
                sent.add(id);
                Reply reply = caller.post("/v1/entries", "{\"amount\":\"0.01\",\"id\":\"" + id + "\"}");
                if (reply.status() != 201) {
                    if (reply.body().contains("asking again is safe")) {
                        failed.add(reply.body()); // it took the request, and the ledger was away before the answer
                    }
                    return; // it is stopping, and took nothing
                }
                acknowledged.add(id);
                begun.countDown();
            }
        } catch (UncheckedIOException e) {
            // the connection broke: it may or may not have been recorded
        }
    }

    private void compare(JdbcSettings ledger) {
        try (JdbcCostStore store = JdbcCostStore.open(ledger)) {
            assertThat(store.verify().differences()).isEmpty();
            CostSummary all = store.summarize(TimeRange.ALL, CostFilter.ALL);
            long there = sent.stream().filter(id -> store.find(id).isPresent()).count();
            System.out.println(acknowledged.size() + " acknowledged, " + (there - acknowledged.size())
                    + " recorded without an answer, " + (sent.size() - there) + " not recorded");
            assertThat(acknowledged)
                    .hasSizeGreaterThan(100)
                    .allMatch(id -> store.find(id).isPresent());
            assertThat(all.entryCount()).isEqualTo(there);
            assertThat(all.total())
                    .isEqualByComparingTo(BigDecimal.valueOf(there).movePointLeft(2));
        }
    }
}
