package io.codomyrmex.cost.bench;

import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A summary of 30 days and 1,000,000 entries, beside the same three breakdowns by SQL over the entries. */
final class SummaryBenchmark implements Benchmark {

    private static final int ENTRIES = 1_000_000;
    private static final int BATCH = 10_000;
    private static final String RANGE = " where e.ts >= '2026-06-01T00:00:00Z' and e.ts < '2026-07-01T00:00:00Z'";
    private static final String FROM = " from cost_entry e join cost_series s on s.id = e.series_id";
    private static final List<String> BREAKDOWNS = List.of(
            "select s.category, sum(e.amount), count(*)" + FROM + RANGE + " group by s.category",
            "select s.resource_id, sum(e.amount)" + FROM + RANGE + " group by s.resource_id",
            "select t.tag_key, t.tag_value, sum(e.amount)" + FROM + " join cost_series_tag t on t.series_id = s.id"
                    + RANGE + " group by t.tag_key, t.tag_value");

    @Override
    public String name() {
        return "summary";
    }

    @Override
    public List<Figure> run() throws Exception {
        try (BenchServer server = BenchServer.start()) {
            JdbcSettings settings = server.newLedger();
            try (JdbcCostStore store = JdbcCostStore.open(settings);
                    Connection connection = BenchServer.connect(settings)) {
                SyntheticBill bill = new SyntheticBill(7);
                for (int i = 0; i < ENTRIES / BATCH; i++) {
                    store.record(bill.next(BATCH), SyntheticBill.END);
                }
                try (Statement statement = connection.createStatement()) {
                    statement.execute("vacuum analyze");
                }
                TimeRange month = new TimeRange(SyntheticBill.START, SyntheticBill.END);
                BigDecimal total = store.summarize(month, CostFilter.ALL).total();
                BigDecimal ours = Timings.medianMillis(20, 50, () -> store.summarize(month, CostFilter.ALL));
                TimeRange ragged =
                        new TimeRange(SyntheticBill.START.plusMillis(1234), SyntheticBill.END.minusMillis(987654));
                BigDecimal oursRagged = Timings.medianMillis(5, 50, () -> store.summarize(ragged, CostFilter.ALL));
                BigDecimal baseline = Timings.medianMillis(1, 5, () -> breakdowns(connection, total));
                String goal = "under 100 ms and ≥ 20×";
                String name = "three GROUP BY over the entries";
                return List.of(
                        new Figure("summary of a month, 1,000,000 entries", ours, name, baseline, "ms", false, goal),
                        new Figure(
                                "the same, ends cut within the hour", oursRagged, name, baseline, "ms", false, goal));
            }
        }
    }

    private static void breakdowns(Connection connection, BigDecimal total) {
        try (Statement statement = connection.createStatement()) {
            for (String sql : BREAKDOWNS) {
                BigDecimal sum = BigDecimal.ZERO;
                try (ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        sum = sum.add(rows.getBigDecimal(sql.equals(BREAKDOWNS.get(2)) ? 3 : 2));
                    }
                }
                BigDecimal expected = sql.equals(BREAKDOWNS.get(2)) ? total.multiply(BigDecimal.valueOf(3)) : total;
                if (sum.compareTo(expected) != 0) {
                    throw new IllegalStateException("the baseline adds up to " + sum + ", not " + expected);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the baseline failed", e);
        }
    }
}
