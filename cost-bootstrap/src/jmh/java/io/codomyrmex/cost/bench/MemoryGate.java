package io.codomyrmex.cost.bench;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.math.BigDecimal;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The gate of the in-memory store with one budget that matches all, beside a bucket in memory. Run by JMH. */
@State(Scope.Benchmark)
public class MemoryGate {

    private static final BigDecimal AMOUNT = new BigDecimal("0.02");

    private BudgetManager budgets;
    private Bucket bucket;

    /** A new store for each iteration: it keeps every entry. */
    @Setup(Level.Iteration)
    public void open() {
        budgets = new BudgetManager(new CostTracker(new InMemoryCostStore()));
        budgets.create(BudgetSpec.of("all", new BigDecimal("1000000000000"), BudgetPeriod.MONTHLY));
        bucket = Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(Long.MAX_VALUE / 2)
                        .refillGreedy(1000, Duration.ofSeconds(1))
                        .build())
                .build();
    }

    /** Ours: advice. */
    @Benchmark
    public boolean canSpend() {
        return budgets.canSpend(AMOUNT);
    }

    /** Ours: a hold, then its commit, which records an entry. */
    @Benchmark
    public void reserveAndCommit() {
        ReserveBenchmark.pair(budgets);
    }

    /** The baseline of {@link #canSpend}. */
    @Benchmark
    public boolean tryConsume() {
        return bucket.tryConsume(1);
    }

    /** The baseline of {@link #reserveAndCommit}. */
    @Benchmark
    public boolean tryConsumeTwice() {
        return bucket.tryConsume(1) & bucket.tryConsume(1);
    }
}
