package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.alert.DeliveryState;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.store.AlertOutbox;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An alert that a node of another version wrote, and this one cannot read, holds up no other. */
class UnreadableAlertTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant NOW = Instant.parse("2026-05-02T00:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(1);

    @Test
    void it_holds_up_no_other_budget_and_its_own_not_for_ever_on_h2() throws Exception {
        check(JdbcSettings.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", USD));
    }

    @Test
    void it_holds_up_no_other_budget_and_its_own_not_for_ever_on_postgres() throws Exception {
        check(PostgresServer.get().newLedger(USD));
    }

    private static void check(JdbcSettings settings) throws Exception {
        try (JdbcCostStore store = JdbcCostStore.open(settings)) {
            for (String id : List.of("a", "b")) {
                store.budgets()
                        .create(
                                BudgetSpec.of(id, new BigDecimal("100"), BudgetPeriod.MONTHLY)
                                        .alertThresholds(List.of(new BigDecimal("0.5"), BigDecimal.ONE)),
                                NOW);
            }
            store.record(List.of(CostDraft.of("100").id("e").complete("unused", NOW)), NOW);
            setPeriod(settings, "every:PT5H");
            AlertOutbox outbox = store.alertOutbox();
            outbox.address(List.of("t"), NOW, Duration.ofDays(3));

            Instant now = NOW;
            assertThat(deliver(outbox, now)).containsExactly("b 0.5");
            assertThat(deliver(outbox, now)).containsExactly("b 1");
            for (int attempt = 2; attempt <= AlertOutbox.UNREADABLE_ATTEMPTS; attempt++) {
                now = now.plus(LEASE);
                assertThat(deliver(outbox, now)).isEmpty();
            }
            assertThat(deliver(outbox, now)).containsExactly("a 1");
            setPeriod(settings, "monthly");
            assertThat(outbox.events(null, 10).stream()
                            .filter(event -> event.alert().budgetId().equals("a"))
                            .map(event -> event.deliveries().get(0).state())
                            .toList())
                    .containsExactly(DeliveryState.DELIVERED, DeliveryState.FAILED);
        }
    }

    private static List<String> deliver(AlertOutbox outbox, Instant now) {
        List<DueDelivery> taken = outbox.take("t", 2, now, LEASE);
        taken.forEach(delivery -> outbox.delivered(delivery, now));
        return taken.stream()
                .map(delivery -> delivery.alert().budgetId() + " "
                        + delivery.alert().threshold().toPlainString())
                .toList();
    }

    private static void setPeriod(JdbcSettings settings, String period) throws Exception {
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                PreparedStatement update = connection.prepareStatement(
                        "update budget_alert set period = ? where budget_id = 'a' and threshold < 1")) {
            update.setString(1, period);
            update.executeUpdate();
        }
    }
}
