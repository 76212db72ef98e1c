package io.codomyrmex.cost.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RecurringTaskTest {

    private static final List<Supplier<Throwable>> FAILURES = List.of(
            () -> new IllegalStateException("a bug"),
            () -> new NoClassDefFoundError("gone"),
            StackOverflowError::new,
            OutOfMemoryError::new,
            () -> new AssertionError("cannot be"),
            () -> new InterruptedException("by itself"));

    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch enough = new CountDownLatch(20);

    private void runUntilEnough(RecurringTask.Work work) throws InterruptedException {
        try (Logged logged = new Logged(FailureLog.class)) {
            RecurringTask task =
                    new RecurringTask("work", work, Duration.ofMillis(1), Duration.ofMillis(4), Clock.systemUTC());
            task.start();
            assertThat(enough.await(30, TimeUnit.SECONDS)).as(runs + " runs").isTrue();
            task.stop();
            task.join(Duration.ofSeconds(30));
            assertThat(logged.records()).hasSizeLessThanOrEqualTo(FAILURES.size()); // each kind once
        }
    }

    @Test
    void it_goes_on_whatever_is_thrown() throws Exception {
        runUntilEnough(() -> {
            enough.countDown();
            throwAny(FAILURES.get(runs.getAndIncrement() % FAILURES.size()).get());
            return Duration.ZERO;
        });
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwAny(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void it_goes_on_when_the_work_leaves_its_thread_interrupted() throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        runUntilEnough(() -> {
            interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
            enough.countDown();
            runs.incrementAndGet();
            Thread.currentThread().interrupt();
            return Duration.ofMillis(1);
        });
        assertThat(interrupted).hasValue(0);
    }

    @Test
    void pauses_after_failures_in_a_row_double_up_to_the_longest() {
        RecurringTask task = new RecurringTask(
                "work", () -> Duration.ZERO, Duration.ofMillis(250), Duration.ofSeconds(5), Clock.systemUTC());
        assertThat(List.of(
                        task.pauseAfter(0),
                        task.pauseAfter(1),
                        task.pauseAfter(4),
                        task.pauseAfter(5),
                        task.pauseAfter(99)))
                .containsExactly(
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
    }
}
