package io.codomyrmex.cost.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/** Measures how long something takes. */
final class Timings {

    private Timings() {}

    /** The median of several runs, in milliseconds, after some runs that do not count. */
    static BigDecimal medianMillis(int warmups, int runs, Runnable work) {
        for (int i = 0; i < warmups; i++) {
            work.run();
        }
        long[] nanos = new long[runs];
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            work.run();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return millis(nanos[runs / 2]);
    }

    /** Nanoseconds as milliseconds with three decimals. */
    static BigDecimal millis(long nanos) {
        return BigDecimal.valueOf(nanos, 6).setScale(3, RoundingMode.HALF_EVEN);
    }

    /** How many per second. */
    static BigDecimal perSecond(long count, long nanos) {
        return BigDecimal.valueOf(count)
                .multiply(BigDecimal.valueOf(1_000_000_000L))
                .divide(BigDecimal.valueOf(nanos), 0, RoundingMode.HALF_EVEN);
    }
}
