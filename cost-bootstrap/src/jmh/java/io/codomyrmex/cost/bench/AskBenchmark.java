package io.codomyrmex.cost.bench;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/** {@code canSpend} with a million entries, beside the same with ten. */
final class AskBenchmark implements Benchmark {

    @Override
    public String name() {
        return "can-spend";
    }

    @Override
    public List<Figure> run() throws Exception {
        try (BenchServer server = BenchServer.start()) {
            JdbcSettings small = server.newLedger();
            JdbcSettings large = server.newLedger();
            try (JdbcCostStore few = JdbcCostStore.open(small);
                    JdbcCostStore many = JdbcCostStore.open(large)) {
                BudgetManager askFew = filled(few, small, 10, 10);
                BudgetManager askMany = filled(many, large, 1_000_000, 10_000);
                BigDecimal amount = new BigDecimal("1.50");
                Runnable fewer = () -> askFew.canSpend(amount);
                Runnable more = () -> askMany.canSpend(amount);
                BigDecimal[] medians = Timings.mediansMillis(more, fewer);
                return List.of(new Figure(
                        "canSpend, PostgreSQL, 1,000,000 entries, median",
                        medians[0],
                        "the same with 10 entries",
                        medians[1],
                        "ms",
                        false,
                        "≥ 0.83× (1.2× the time)"));
            }
        }
    }

    private static BudgetManager filled(JdbcCostStore store, JdbcSettings settings, int entries, int batch)
            throws Exception {
        store.budgets()
                .create(BudgetSpec.of("all", new BigDecimal("1000000"), BudgetPeriod.MONTHLY), SyntheticBill.START);
        SyntheticBill bill = new SyntheticBill(13);
        for (int i = 0; i < entries; i += batch) {
            store.record(bill.next(batch), SyntheticBill.END);
        }
        try (Connection connection = BenchServer.connect(settings);
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
        Clock clock = Clock.fixed(SyntheticBill.START.plusSeconds(1_000_000), ZoneOffset.UTC);
        return new BudgetManager(new CostTracker(store, clock, ZoneOffset.UTC));
    }
}
