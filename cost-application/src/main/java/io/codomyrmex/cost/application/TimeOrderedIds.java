package io.codomyrmex.cost.application;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Ids that sort by the time they were made: {@code cost_} and 26 characters of Crockford's base 32, 48 bits of
 * milliseconds and 80 random bits, the form of a ULID (github.com/ulid/spec). Within one source they ascend strictly:
 * in the same millisecond the random part counts up.
 */
public final class TimeOrderedIds implements IdSource {

    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int RANDOM_HALF = 40;
    private static final long HALF_MASK = (1L << RANDOM_HALF) - 1;

    private final String prefix;
    private final InstantSource clock;
    private final RandomGenerator random;
    private long lastMillis = Long.MIN_VALUE;
    private long high;
    private long low;

    /**
     * @param prefix put before each id, for example {@code cost_}
     * @param clock where the time comes from
     */
    public TimeOrderedIds(String prefix, InstantSource clock) {
        this(prefix, clock, new SecureRandom());
    }

    TimeOrderedIds(String prefix, InstantSource clock, RandomGenerator random) {
        this.prefix = prefix;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public synchronized String next() {
        long millis = clock.millis();
        if (millis > lastMillis) {
            lastMillis = millis;
            high = random.nextLong() & HALF_MASK;
            low = random.nextLong() & HALF_MASK;
        } else if ((low = (low + 1) & HALF_MASK) == 0 && (high = (high + 1) & HALF_MASK) == 0) {
            lastMillis++; // 2^80 ids in one millisecond: borrow the next one
        }
        char[] out = new char[26];
        digits(lastMillis, out, 0, 10);
        digits(high, out, 10, 18);
        digits(low, out, 18, 26);
        return prefix + new String(out);
    }

    private static void digits(long value, char[] out, int from, int to) {
        long rest = value;
        for (int i = to - 1; i >= from; i--) {
            out[i] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
    }
}
