package io.codomyrmex.cost.bench;

import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Durable recording with one budget that matches all: the rate of 32 callers, and how long one caller waits. */
final class RecordBenchmark implements Benchmark {

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
                List<BigDecimal> rates =
                        Load.perSecond(List.of(i -> record, i -> bare.insertAndCount(), i -> bare.insert()));
                BigDecimal[] once = Timings.mediansMillis(unchecked(record), unchecked(bare.insert()));
                if (!store.verify().clean()) {
                    throw new IllegalStateException("the ledger is wrong after the benchmark");
                }
                return List.of(
                        new Figure(
                                "durable record, 32 threads, one budget that matches all",
                                rates.get(0),
                                "INSERT + UPDATE of one row, a transaction per call, 32 connections",
                                rates.get(1),
                                "/s",
                                true,
                                "≥ 8×"),
                        new Figure(
                                "the same",
                                rates.get(0),
                                "one bare autocommit INSERT per call, no budget",
                                rates.get(2),
                                "/s",
                                true,
                                "≥ 1×"),
                        new Figure(
                                "record, one caller, median",
                                once[0],
                                "the bare INSERT, one caller",
                                once[1],
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
