package io.codomyrmex.cost.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/** Measures how long something takes. */
final class Timings {

    private static final int TURN = 250;
    private static final int TURNS = 20;
    private static final int WARM_UPS = 12;

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

    /**
     * The medians of two kinds of work that take turns, some hundred calls each, so that both meet the same moods of the
     * machine.
     */
    static BigDecimal[] mediansMillis(Runnable one, Runnable other) {
        long[][] nanos = new long[2][TURNS * TURN];
        for (int turn = -WARM_UPS; turn < TURNS; turn++) {
            for (int i = 0; i < TURN; i++) {
                measure(one, nanos[0], turn * TURN + i);
            }
            for (int i = 0; i < TURN; i++) {
                measure(other, nanos[1], turn * TURN + i);
            }
        }
        Arrays.sort(nanos[0]);
        Arrays.sort(nanos[1]);
        return new BigDecimal[] {millis(nanos[0][nanos[0].length / 2]), millis(nanos[1][nanos[1].length / 2])};
    }

    private static void measure(Runnable work, long[] nanos, int index) {
        long start = System.nanoTime();
        work.run();
        if (index >= 0) {
            nanos[index] = System.nanoTime() - start;
        }
    }

    /** The one in the middle. */
    static BigDecimal median(List<BigDecimal> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
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
