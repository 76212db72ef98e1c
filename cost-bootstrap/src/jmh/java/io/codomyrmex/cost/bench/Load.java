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
import java.util.stream.IntStream;

/** Callers in a closed loop: each asks again as soon as it is answered. */
final class Load {

    /** One call, made over and over by one thread. */
    interface Call {
        void run() throws Exception;
    }

    private static final int THREADS = 32;
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 5;

    private Load() {}

    /**
     * The rates, in answers per second, of several kinds of call by 32 threads. The kinds take turns, so that all meet the
     * same moods of the machine; each one's rate is the median of its rounds.
     *
     * @param kinds each makes the call of the thread with this number
     */
    static List<BigDecimal> perSecond(List<IntFunction<Call>> kinds) throws Exception {
        List<List<Call>> calls = kinds.stream()
                .map(kind -> IntStream.range(0, THREADS).mapToObj(kind).toList())
                .toList();
        List<List<BigDecimal>> rates = calls.stream()
                .map(kind -> (List<BigDecimal>) new ArrayList<BigDecimal>())
                .toList();
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (int kind = 0; kind < calls.size(); kind++) {
                BigDecimal rate = round(calls.get(kind));
                if (round >= 0) {
                    rates.get(kind).add(rate);
                }
            }
        }
        return rates.stream().map(Timings::median).toList();
    }

    private static BigDecimal round(List<Call> calls) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(calls.size());
        AtomicBoolean over = new AtomicBoolean();
        LongAdder answered = new LongAdder();
        CountDownLatch ready = new CountDownLatch(calls.size());
        List<Future<?>> callers = new ArrayList<>();
        for (Call call : calls) {
            callers.add(pool.submit(() -> {
                ready.countDown();
                ready.await();
                while (!over.get()) {
                    call.run();
                    answered.increment();
                }
                return null;
            }));
        }
        ready.await();
        long start = System.nanoTime();
        Thread.sleep(ROUND.toMillis());
        over.set(true);
        for (Future<?> one : callers) {
            one.get();
        }
        long nanos = System.nanoTime() - start;
        pool.shutdown();
        return Timings.perSecond(answered.sum(), nanos);
    }
}
