package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.jdbc.ServerPair;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The primary fails while callers record, and the standby takes its place: nobody restarts anything. */
@Tag("long")
@Timeout(300)
class FailoverTest {

    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    /** Far below what a caller waited that only its own timeouts helped, and enough for a slow machine. */
    private static final Duration BOUND = Duration.ofSeconds(25);

    /** What becomes of the old primary. */
    enum Failure {
        ONLY_READS,
        HANGS,
        IS_KILLED
    }

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private volatile boolean enough;

    @ParameterizedTest
    @EnumSource
    void callers_are_served_by_the_new_primary_and_nothing_is_lost_or_doubled(Failure failure) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try (ServerPair servers = new ServerPair();
                TestService service = TestService.on(servers.ledger(TestService.USD))) {
            HttpCaller api = service.caller();
            assertThat(api.get("/health/ready").status()).isEqualTo(200);
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String prefix = "c" + i + "-";
                calls.add(callers.submit(() -> record(service.store(), prefix)));
            }
            awaitAcknowledged(100, calls);
            fail(servers, failure);
            await("the service to be not ready", () -> api.get("/health/ready").status() == 503);
            long promoted = System.nanoTime();
            servers.promote();
            awaitAcknowledged(acknowledged.size() + 100, calls);
            await("the service to be ready", () -> api.get("/health/ready").status() == 200);
            Duration gap = Duration.ofNanos(System.nanoTime() - promoted);
            System.out.println(failure + ": recording again " + gap.toMillis() + " ms after the promotion began");
            assertThat(gap).isLessThan(BOUND);
            enough = true;
            for (Future<?> call : calls) {
                call.get(1, TimeUnit.MINUTES);
            }
            assertAllThereOnce(service.store());
            long start = System.nanoTime();
            try (JdbcCostStore another = JdbcCostStore.open(servers.ledger(TestService.USD))) {
                assertAllThereOnce(another);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
            JdbcSettings promotedOne = servers.ledgerOn(1, TestService.USD);
            try (JdbcCostStore direct = JdbcCostStore.open(promotedOne)) {
                assertAllThereOnce(direct);
                assertThat(direct.verify().differences()).isEmpty();
            }
        } finally {
            enough = true;
            callers.shutdownNow();
        }
    }

    private static void fail(ServerPair servers, Failure failure) throws Exception {
        switch (failure) {
            case ONLY_READS -> servers.makeReadOnly();
            case HANGS -> servers.hang();
            default -> servers.kill();
        }
    }

    /** Asks again with the same id until there is an answer. */
    private void record(JdbcCostStore store, String prefix) {
        for (int n = 0; !enough; n++) {
            String id = prefix + n;
            boolean done = false;
            while (!done && !enough) {
                try {
                    assertThat(store.record(List.of(CostDraft.of("1").complete(id, NOON)), NOON))
                            .hasOnlyElementsOfTypes(RecordResult.Recorded.class, RecordResult.Duplicate.class);
                    acknowledged.add(id);
                    done = true;
                } catch (StoreUnavailableException | OutcomeUnknownException e) {
                    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                }
            }
        }
    }

    private void awaitAcknowledged(int number, List<Future<?>> calls) throws Exception {
        await(
                "callers to be served",
                () -> acknowledged.size() >= number || calls.stream().anyMatch(Future::isDone));
        for (Future<?> call : calls) {
            if (call.isDone()) {
                call.get(); // says why it ended
            }
        }
    }

    private static void await(String what, BooleanSupplier happened) {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private void assertAllThereOnce(JdbcCostStore store) {
        List<String> ids = new ArrayList<>();
        EntryQuery query = new EntryQuery(TimeRange.ALL, CostFilter.ALL, null, EntryQuery.MAX_LIMIT);
        for (List<CostEntry> page = store.entries(query); !page.isEmpty(); page = store.entries(query)) {
            page.forEach(entry -> ids.add(entry.id()));
            query = query.after(page.get(page.size() - 1));
        }
        assertThat(ids).doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(store.summarize(TimeRange.ALL, CostFilter.ALL).entryCount()).isEqualTo(ids.size());
    }
}
