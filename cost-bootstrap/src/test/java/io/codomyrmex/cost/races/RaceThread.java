package io.codomyrmex.cost.races;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.store.CostStore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a thread of {@link MixedOperations} works with.
 *
 * @param store the ledger
 * @param name the thread's, unique among all processes
 * @param random what the thread does next
 * @param clock the ledger's time
 * @param answers what the ledger answered, one line each with tabs between the fields
 */
record RaceThread(CostStore store, String name, SplittableRandom random, InstantSource clock, List<String> answers) {

    /** How many entries and how many holds there are that any thread of any process may meet. */
    static final int SHARED = 400;
    /** The start of the ids of such entries and holds. */
    static final String SHARED_ID = "shared-";

    RaceThread(CostStore store, String name, long seed, InstantSource clock) {
        this(store, name, new SplittableRandom(seed), clock, new ArrayList<>());
    }

    Instant now() {
        return clock.instant();
    }

    void note(String... fields) {
        answers.add(String.join("\t", fields));
    }

    /** Notes something that must not happen. */
    void fail(String what) {
        note("failure", what.replaceAll("\\s", " "));
    }

    /** Above zero, of any scale, mostly below a tenth of the limit. */
    BigDecimal amount(int limit) {
        BigDecimal fraction = BigDecimal.valueOf(random.nextLong(1, 1_000_000_000_000_000_000L), 18);
        return fraction.multiply(BigDecimal.valueOf(random.nextInt(1, limit)))
                .movePointLeft(1)
                .setScale(random.nextInt(19), RoundingMode.UP);
    }

    CostCategory category() {
        return category(random);
    }

    static CostCategory category(SplittableRandom source) {
        return CostCategory.values()[source.nextInt(4)];
    }

    String team() {
        return Integer.toString(random.nextInt(3));
    }
}
