package io.codomyrmex.cost.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The server dies, again and again, while callers record and reserve. They ask again with the same id until they are
 * answered, and in the end everything is there once.
 */
@Tag("long")
@Timeout(600)
class ServerRestartTest {

    private static final int RESTARTS = 10;
    private static final int CALLERS = 16;

    private final Map<String, BigDecimal> expected = new ConcurrentHashMap<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private final List<Future<?>> calls = new ArrayList<>();
    private volatile boolean enough;

    @Test
    void callers_who_insist_over_ten_crashes_of_the_server_are_served_exactly_once() throws Exception {
        long seed = Long.getLong("cost.seed", System.nanoTime());
        System.out.println("restarts with -Dcost.seed=" + seed);
        Random random = new Random(seed);
        FaultServer server = FaultServer.get();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (JdbcCostStore store = JdbcCostStore.open(server.newLedger().timeout(Duration.ofSeconds(1)))) {
            Books.createBudgets(store);
            for (int i = 0; i < CALLERS; i++) {
                String prefix = "c" + i + "-";
                Random own = new Random(random.nextLong());
                calls.add(callers.submit(() -> {
                    for (int n = 0; !enough; n++) {
                        spend(store, prefix + n, own);
                        acknowledged.incrementAndGet();
                    }
                }));
            }
            for (int i = 0; i < RESTARTS; i++) {
                awaitProgress(20 + random.nextInt(500));
                server.stopAtOnce();
                server.startAgain();
            }
            awaitProgress(100); // by itself: it is still the same store
            endCalls();
            System.out.println(RESTARTS + " crashes: " + acknowledged + " operations acknowledged, asked again after "
                    + unavailable + " times unavailable and " + unknown + " times outcome unknown");
            assertThat(Books.entries(store)).containsExactlyInAnyOrderEntriesOf(expected);
            assertThat(unavailable.get() + unknown.get()).isPositive(); // the crashes were felt: by commits, mostly
            Books.assertSound(store);
            Books.assertNothingHeld(store, Books.NOON.plus(Books.TTL));
            Books.assertAlertedOnce(store, Books.NOON);
        } finally {
            enough = true;
            callers.shutdownNow();
        }
    }

    private void awaitProgress(int operations) throws Exception {
        int target = acknowledged.get() + operations;
        Books.await(
                "callers to be served",
                () -> acknowledged.get() >= target || calls.stream().anyMatch(Future::isDone));
        if (acknowledged.get() < target) {
            endCalls(); // one of them has failed, and says why
        }
    }

    private void endCalls() throws Exception {
        enough = true;
        for (Future<?> call : calls) {
            call.get(1, TimeUnit.MINUTES);
        }
    }

    private void spend(JdbcCostStore store, String id, Random random) {
        BigDecimal amount = AmountRule.canonical(BigDecimal.valueOf(1 + random.nextInt(1_000_000), 6));
        switch (random.nextInt(4)) {
            case 0 -> record(store, List.of(Books.posting(id, amount, Books.NOON)));
            case 1 -> {
                List<Posting> batch = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    batch.add(Books.posting(id + "/" + i, amount, Books.NOON));
                }
                record(store, batch);
            }
            case 2 -> {
                reserve(store, id);
                insist(() -> store.gate().commit(HoldCommit.of(id, amount), Books.NOON));
                expected.put(id, amount);
            }
            default -> {
                reserve(store, id);
                if (random.nextBoolean()) { // otherwise it is left to expire
                    insist(() -> store.gate().release(id, Books.NOON));
                }
            }
        }
    }

    private void record(JdbcCostStore store, List<Posting> postings) {
        assertThat(insist(() -> store.record(postings, Books.NOON)))
                .hasSize(postings.size())
                .hasOnlyElementsOfTypes(RecordResult.Recorded.class, RecordResult.Duplicate.class);
        postings.forEach(
                posting -> expected.put(posting.entry().id(), posting.entry().amount()));
    }

    private void reserve(JdbcCostStore store, String id) {
        assertThat(insist(() -> store.gate().reserve(Books.request(id, "1"), Books.NOON)))
                .matches(SpendDecision::isSpendable);
    }

    /** Asks until there is an answer. Any other failure ends the caller, and the test. */
    private <T> T insist(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (StoreUnavailableException e) {
                unavailable.incrementAndGet();
            } catch (OutcomeUnknownException e) {
                unknown.incrementAndGet();
            }
        }
    }
}
