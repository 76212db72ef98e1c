package io.codomyrmex.cost.bench;

import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Durable recording with one budget that matches all: the rate of 32 callers, and how long one caller waits. */
final class RecordBenchmark implements Benchmark {

    private static final Duration TIME = Duration.ofSeconds(8);

    @Override
    public String name() {
        return "record";
    }

    @Override
    public List<Figure> run() throws Exception {
        try (BenchServer server = BenchServer.start()) {
            JdbcSettings settings = server.newLedger();
            try (JdbcCostStore store = JdbcCostStore.open(settings)) {
                store.budgets()
                        .create(
                                BudgetSpec.of("all", new BigDecimal("1000000000"), BudgetPeriod.MONTHLY),
                                Instant.now());
                CostTracker tracker = new CostTracker(store);
                BareTables bare = new BareTables(settings);
                Load.Call record = () ->
                        tracker.record(CostDraft.of("0.01").resource("gpt").tag("team", "search"));
                BigDecimal transaction = Load.perSecond(32, TIME, i -> bare.insertAndCount());
                BigDecimal insert = Load.perSecond(32, TIME, i -> bare.insert());
                BigDecimal ours = Load.perSecond(32, TIME, i -> record);
                Load.Call one = bare.insert();
                BigDecimal insertOnce = Timings.medianMillis(2000, 3000, unchecked(one));
                BigDecimal recordOnce = Timings.medianMillis(2000, 3000, unchecked(record));
                if (!store.verify().clean()) {
                    throw new IllegalStateException("the ledger is wrong after the benchmark");
                }
                return List.of(
                        new Figure(
                                "durable record, 32 threads, one budget that matches all",
                                ours,
                                "INSERT + UPDATE of one row, a transaction per call, 32 connections",
                                transaction,
                                "/s",
                                true,
                                "≥ 8×"),
                        new Figure(
                                "the same",
                                ours,
                                "one bare autocommit INSERT per call, no budget",
                                insert,
                                "/s",
                                true,
                                "≥ 1×"),
                        new Figure(
                                "record, one caller, median",
                                recordOnce,
                                "the bare INSERT, one caller",
                                insertOnce,
                                "ms",
                                false,
                                "≥ 0.5×"));
            }
        }
    }

    static Runnable unchecked(Load.Call call) {
        return () -> {
            try {
                call.run();
            } catch (Exception e) {
                throw new IllegalStateException("a call failed", e);
            }
        };
    }
}
