package io.codomyrmex.cost.bootstrap.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.alert.AlertDelivery;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.application.DeliveryListener;
import io.codomyrmex.cost.application.RetryPolicy;
import io.codomyrmex.cost.bootstrap.alerting.Receiver.Received;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.jdbc.PostgresServer;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManyNodesTest {

    private static final int NODES = 8;

    @Test
    void eight_nodes_that_cross_a_threshold_together_send_one_alert() throws Exception {
        JdbcSettings ledger =
                PostgresServer.get().newLedger(Currency.getInstance("USD")).poolSize(3);
        List<AutoCloseable> open = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(NODES);
        try (Receiver receiver = Receiver.start()) {
            List<JdbcCostStore> nodes = new ArrayList<>();
            AlertSettings settings =
                    AlertSettings.of(Map.of("COST_ALERT_WEBHOOK", receiver.url(), "COST_ALERT_ALLOW_PRIVATE", "true"));
            for (int i = 0; i < NODES; i++) {
                JdbcCostStore node = JdbcCostStore.open(ledger);
                nodes.add(node);
                open.add(node);
                open.add(AlertDelivering.start(
                        node.alertOutbox(),
                        settings,
                        Clock.systemUTC(),
                        RetryPolicy.DEFAULT,
                        Duration.ofMillis(5),
                        Duration.ofSeconds(10),
                        DeliveryListener.NONE));
            }
            nodes.get(0)
                    .budgets()
                    .create(
                            BudgetSpec.of("b", new BigDecimal("100"), BudgetPeriod.MONTHLY)
                                    .alertThresholds(List.of(new BigDecimal("0.5"), BigDecimal.ONE)),
                            Instant.now());
            CyclicBarrier start = new CyclicBarrier(NODES);
            List<Future<?>> running = new ArrayList<>();
            for (JdbcCostStore node : nodes) {
                running.add(threads.submit(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    new CostTracker(node).record(CostDraft.of("50"));
                    return true;
                }));
            }
            for (Future<?> one : running) {
                one.get(1, TimeUnit.MINUTES);
            }
            receiver.next();
            receiver.next();
            for (int i = open.size() - 1; i >= 0; i -= 2) {
                open.remove(i).close(); // lets what is being sent end
            }

            assertThat(nodes.get(0).alertOutbox().events(null, 100))
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.deliveries())
                            .extracting(AlertDelivery::attempts)
                            .containsExactly(1, 1));
            assertThat(receiver.all()).extracting(Received::id).hasSize(2).doesNotHaveDuplicates();
        } finally {
            for (AutoCloseable one : open) {
                one.close();
            }
            threads.shutdownNow();
        }
    }
}
