package io.codomyrmex.cost.bench;

import com.sun.net.httpserver.HttpServer;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.application.DeliveryListener;
import io.codomyrmex.cost.bootstrap.alerting.AlertDelivering;
import io.codomyrmex.cost.bootstrap.alerting.AlertSettings;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** From the call that records a cost to the webhook that hears of the alert, beside a bare insert and a bare call. */
final class DeliveryBenchmark implements Benchmark {

    private static final int ALERTS = 200;

    @Override
    public String name() {
        return "alert";
    }

    @Override
    public List<Figure> run() throws Exception {
        BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            arrivals.add(System.nanoTime());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
        try (BenchServer server = BenchServer.start()) {
            JdbcSettings ledger = server.newLedger();
            return List.of(new Figure(
                    "from record to webhook, median of " + ALERTS,
                    ours(ledger, url, arrivals),
                    "one INSERT and one POST to the same receiver",
                    bare(ledger, url, arrivals),
                    "ms",
                    false,
                    "under 1,000 ms"));
        } finally {
            receiver.stop(0);
        }
    }

    private static BigDecimal ours(JdbcSettings ledger, String url, BlockingQueue<Long> arrivals) throws Exception {
        AlertSettings settings =
                AlertSettings.of(Map.of("COST_ALERT_WEBHOOK", url, "COST_ALERT_ALLOW_PRIVATE", "true"));
        List<BigDecimal> millis = new ArrayList<>();
        try (JdbcCostStore store = JdbcCostStore.open(ledger);
                AlertDelivering delivering = AlertDelivering.start(
                        store.alertOutbox(), settings, Clock.systemUTC(), DeliveryListener.NONE)) {
            CostTracker tracker = new CostTracker(store);
            for (int i = 0; i < ALERTS; i++) {
                store.budgets()
                        .create(
                                BudgetSpec.of("b" + i, BigDecimal.ONE, BudgetPeriod.MONTHLY)
                                        .tags(Map.of("n", "t" + i))
                                        .alertThresholds(List.of(BigDecimal.ONE)),
                                Instant.now());
                Thread.sleep(i % 25 * 10L); // falls anywhere between two looks at the outbox
                long start = System.nanoTime();
                tracker.record(CostDraft.of(BigDecimal.ONE).tag("n", "t" + i));
                millis.add(Timings.millis(arrivals.take() - start));
            }
        }
        return Timings.median(millis);
    }

    private static BigDecimal bare(JdbcSettings ledger, String url, BlockingQueue<Long> arrivals) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        List<BigDecimal> millis = new ArrayList<>();
        try (Connection connection = BenchServer.connect(ledger)) {
            connection.createStatement().execute("create table bare (id integer primary key)");
            try (PreparedStatement insert = connection.prepareStatement("insert into bare values (?)")) {
                for (int i = 0; i < ALERTS; i++) {
                    long start = System.nanoTime();
                    insert.setInt(1, i);
                    insert.executeUpdate();
                    client.send(request, HttpResponse.BodyHandlers.discarding());
                    millis.add(Timings.millis(arrivals.take() - start));
                }
            }
        }
        return Timings.median(millis);
    }
}
