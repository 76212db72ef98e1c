package io.codomyrmex.cost.bench;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.postgresql.PGConnection;

/** 200,000 entries in batches, with indexes, rollups and balances, beside COPY of the same rows into such a table. */
final class ImportBenchmark implements Benchmark {

    private static final int ENTRIES = 200_000;
    private static final int BATCH = 5_000;

    @Override
    public String name() {
        return "import";
    }

    @Override
    public List<Figure> run() throws Exception {
        try (BenchServer server = BenchServer.start()) {
            List<Posting> shuffled = new SyntheticBill(11).next(ENTRIES);
            List<Posting> inOrder = new ArrayList<>(shuffled);
            inOrder.sort(Comparator.comparing(posting -> posting.entry().timestamp()));
            load(server, shuffled); // warms both sides up
            return List.of(
                    figure("import of 200,000 entries as they occurred", load(server, inOrder)),
                    figure("the same, shuffled over the 30 days", load(server, shuffled)));
        }
    }

    private static Figure figure(String name, long[] nanos) {
        return new Figure(
                name,
                Timings.perSecond(ENTRIES, nanos[0]),
                "COPY of the same rows into the same indexed table",
                Timings.perSecond(ENTRIES, nanos[1]),
                "/s",
                true,
                "≥ 0.4×");
    }

    private static long[] load(BenchServer server, List<Posting> postings) throws Exception {
        int count = postings.size();
        JdbcSettings settings = server.newLedger();
        try (JdbcCostStore store = JdbcCostStore.open(settings);
                Connection connection = BenchServer.connect(settings);
                Statement statement = connection.createStatement()) {
            store.budgets()
                    .create(BudgetSpec.of("all", new BigDecimal("1000000"), BudgetPeriod.DAILY), SyntheticBill.START);
            long start = System.nanoTime();
            for (int i = 0; i < count; i += BATCH) {
                store.record(postings.subList(i, i + BATCH), SyntheticBill.END);
            }
            long ours = System.nanoTime() - start;
            new BareTables(settings);
            StringBuilder rows = new StringBuilder();
            try (var result = statement.executeQuery("select id, series_id, amount, description, metadata, ts, seq"
                    + " from cost_entry order by seq, md5(id)")) {
                while (result.next()) {
                    for (int column = 1; column <= 7; column++) {
                        rows.append(result.getString(column)).append(column == 7 ? '\n' : '\t');
                    }
                }
            }
            start = System.nanoTime();
            ((PGConnection) connection)
                    .getCopyAPI()
                    .copyIn(
                            "copy bare_entry (id, series_id, amount, description, metadata, ts, seq) from stdin",
                            new StringReader(rows.toString()));
            long copy = System.nanoTime() - start;
            if (!store.verify().clean()) {
                throw new IllegalStateException("the ledger is wrong after the benchmark");
            }
            return new long[] {ours, copy};
        }
    }
}
