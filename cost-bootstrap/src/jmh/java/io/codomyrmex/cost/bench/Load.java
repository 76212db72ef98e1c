package io.codomyrmex.cost.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/** Callers in a closed loop: each asks again as soon as it is answered. */
final class Load {

    /** One call, made over and over by one thread. */
    interface Call {
        void run() throws Exception;
    }

    private Load() {}

    /** Calls answered per second, after a warm-up of a third of the time. */
    static BigDecimal perSecond(int threads, Duration time, IntFunction<Call> caller) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicBoolean counting = new AtomicBoolean();
        AtomicBoolean over = new AtomicBoolean();
        LongAdder answered = new LongAdder();
        CountDownLatch ready = new CountDownLatch(threads);
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Call call = caller.apply(i);
            callers.add(pool.submit(() -> {
                ready.countDown();
                while (!over.get()) {
                    call.run();
                    if (counting.get()) {
                        answered.increment();
                    }
                }
                return null;
            }));
        }
        ready.await();
        Thread.sleep(time.toMillis() / 3);
        long start = System.nanoTime();
        counting.set(true);
        Thread.sleep(time.toMillis());
        counting.set(false);
        long nanos = System.nanoTime() - start;
        over.set(true);
        for (Future<?> one : callers) {
            one.get();
        }
        pool.shutdown();
        return Timings.perSecond(answered.sum(), nanos);
    }
}
