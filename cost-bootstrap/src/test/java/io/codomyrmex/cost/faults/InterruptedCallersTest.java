package io.codomyrmex.cost.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Callers whose threads are interrupted at any moment: every call is done all the same, theirs and everybody else's. */
@Timeout(300)
class InterruptedCallersTest {

    private static final int CALLERS = 8;
    private static final int CALLS = 100; // of each
    private static final int INTERRUPTS = 200;
    private static final long SEED = 20261127;

    /** Starts a thread. */
    private interface Starter {
        Thread start(Runnable task) throws ReflectiveOperationException;
    }

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger finished = new AtomicInteger();

    private static Thread platform(Runnable task) {
        Thread thread = new Thread(task, "interrupted caller");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** By name, since Java 17 has no virtual threads. */
    private static Thread virtual(Runnable task) throws ReflectiveOperationException {
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }

    @Test
    void an_H2_file_stays_open_whoever_is_interrupted(@TempDir Path folder) throws Exception {
        interruptCallersOf(h2(folder), InterruptedCallersTest::platform);
    }

    @Test
    void a_server_answers_everybody_whoever_is_interrupted() throws Exception {
        interruptCallersOf(FaultServer.get().newLedger().poolSize(3), InterruptedCallersTest::platform);
    }

    @Test
    @EnabledForJreRange(
            min = JRE.JAVA_21,
            disabledReason = "there are no virtual threads before Java 21; run it on one")
    void an_H2_file_stays_open_whatever_virtual_thread_is_interrupted(@TempDir Path folder) throws Exception {
        interruptCallersOf(h2(folder), InterruptedCallersTest::virtual);
    }

    @Test
    @EnabledForJreRange(
            min = JRE.JAVA_21,
            disabledReason = "there are no virtual threads before Java 21; run it on one")
    void a_server_answers_everybody_whatever_virtual_thread_is_interrupted() throws Exception {
        interruptCallersOf(FaultServer.get().newLedger().poolSize(3), InterruptedCallersTest::virtual);
    }

    @Test
    void callers_whose_executor_is_shut_down_at_once_harm_nobody(@TempDir Path folder) throws Exception {
        try (JdbcCostStore store = JdbcCostStore.open(h2(folder))) {
            for (int round = 0; round < 20; round++) {
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
                CountDownLatch begun = new CountDownLatch(CALLERS);
                for (int caller = 0; caller < CALLERS; caller++) {
                    String id = "shut-down-" + round + "-" + caller;
                    callers.execute(() -> {
                        begun.countDown();
                        recordNoted(store, id);
                        store.find(id);
                    });
                }
                assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
                callers.shutdownNow();
                assertThat(callers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            }
            assertThat(failures).isEmpty();
            assertThat(Books.entries(store)).hasSize(20 * CALLERS);
            Books.assertSound(store);
        }
    }

    private static JdbcSettings h2(Path folder) {
        return JdbcSettings.of("jdbc:h2:file:" + folder.resolve("ledger"), Currency.getInstance("USD"))
                .user("sa")
                .password("");
    }

    private void interruptCallersOf(JdbcSettings settings, Starter starter) throws Exception {
        try (JdbcCostStore store = JdbcCostStore.open(settings)) {
            store.budgets().create(BudgetSpec.of("all", new BigDecimal("1000000"), BudgetPeriod.MONTHLY), Books.NOON);
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                String prefix = "c" + caller + "-";
                callers.add(starter.start(() -> callOften(store, prefix)));
            }
            Random random = new Random(SEED);
            int interrupts = 0;
            while (finished.get() < CALLERS && interrupts < INTERRUPTS) {
                callers.get(random.nextInt(CALLERS)).interrupt();
                interrupts++;
                TimeUnit.MILLISECONDS.sleep(1 + random.nextInt(5)); // at no special moment: that is the point
            }
            for (Thread caller : callers) {
                caller.join(TimeUnit.MINUTES.toMillis(3));
                assertThat(caller.isAlive()).isFalse();
            }
            assertThat(failures)
                    .as("seed %s, failures of %s interrupts", SEED, interrupts)
                    .isEmpty();
            assertThat(Books.entries(store)).hasSize(CALLERS * CALLS);
            Books.assertSound(store);
        }
    }

    private void callOften(JdbcCostStore store, String prefix) {
        for (int i = 0; i < CALLS; i++) {
            recordNoted(store, prefix + i);
            String id = prefix + i;
            noted(() -> assertThat(store.find(id)).isPresent());
            noted(() -> store.budgets().ask(BigDecimal.ONE, SpendScope.ALL, Books.NOON));
            if (i % 10 == 0) {
                noted(() -> store.summarize(TimeRange.ALL, CostFilter.ALL));
            }
        }
        finished.incrementAndGet();
    }

    private void recordNoted(JdbcCostStore store, String id) {
        noted(() -> Books.record(store, id, "1"));
    }

    private void noted(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
        Thread.interrupted(); // as a caller does that goes on
    }
}
