package io.codomyrmex.cost.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Pairs of reserve and commit on one hot budget, beside one {@code tryConsume} on one bucket of Bucket4j. */
final class ReserveBenchmark implements Benchmark {

    static final BucketConfiguration BUCKET = BucketConfiguration.builder()
            .addLimit(Bandwidth.builder()
                    .capacity(Long.MAX_VALUE / 2)
                    .refillGreedy(1000, Duration.ofSeconds(1))
                    .build())
            .build();

    @Override
    public String name() {
        return "reserve";
    }

    @Override
    public List<Figure> run() throws Exception {
        try (BenchServer server = BenchServer.start()) {
            JdbcSettings settings = server.newLedger();
            try (JdbcCostStore store = JdbcCostStore.open(settings);
                    HikariDataSource pool = pool(settings)) {
                new BareTables(settings);
                Bucket bucket = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(pool)
                        .build()
                        .builder()
                        .build(1L, () -> BUCKET);
                BudgetManager budgets = new BudgetManager(new CostTracker(store));
                budgets.create(BudgetSpec.of("hot", new BigDecimal("1000000000"), BudgetPeriod.MONTHLY));
                List<BigDecimal> rates = Load.perSecond(List.of(i -> () -> pair(budgets), i -> () -> consume(bucket)));
                if (!store.verify().clean()) {
                    throw new IllegalStateException("the ledger is wrong after the benchmark");
                }
                return List.of(new Figure(
                        "reserve + commit pairs, 32 threads, one hot budget",
                        rates.get(0),
                        "Bucket4j's PostgreSQL proxy manager, tryConsume on one bucket, 32 connections",
                        rates.get(1),
                        "/s",
                        true,
                        "≥ 4×"));
            }
        }
    }

    private static void consume(Bucket bucket) {
        if (!bucket.tryConsume(1)) {
            throw new IllegalStateException("the bucket is empty");
        }
    }

    static void pair(BudgetManager budgets) {
        SpendDecision decision =
                budgets.reserve(new BigDecimal("0.02"), CostCategory.LLM_INFERENCE, Map.of("team", "search"));
        Hold hold = decision.spendable().orElseThrow(() -> new IllegalStateException("not granted: " + decision));
        budgets.commit(hold.id(), new BigDecimal("0.01"));
    }

    private static HikariDataSource pool(JdbcSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(32);
        return new HikariDataSource(config);
    }
}
