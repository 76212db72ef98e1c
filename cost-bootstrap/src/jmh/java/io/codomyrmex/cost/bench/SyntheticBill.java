package io.codomyrmex.cost.bench;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.Posting;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up entries, the same for the same seed: 500 series over 30 days. */
final class SyntheticBill {

    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    static final Instant END = Instant.parse("2026-07-01T00:00:00Z");
    static final int SERIES = 500;

    private final SplittableRandom random;
    private long made;

    SyntheticBill(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The next entries. */
    List<Posting> next(int count) {
        List<Posting> postings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            postings.add(next());
        }
        return postings;
    }

    /** The next entry. */
    Posting next() {
        int series = random.nextInt(SERIES);
        CostCategory category = CostCategory.values()[series % CostCategory.values().length];
        return CostDraft.of(BigDecimal.valueOf(random.nextLong(1, 5_000_000), 6))
                .category(category)
                .resource("resource-" + series % 100)
                .tag("team", "team-" + series % 20)
                .tag("env", series % 3 == 0 ? "prod" : "test")
                .tag("series", Integer.toString(series))
                .at(START.plusSeconds(random.nextLong(30L * 24 * 3600)))
                .complete("bill-" + made++, START);
    }
}
