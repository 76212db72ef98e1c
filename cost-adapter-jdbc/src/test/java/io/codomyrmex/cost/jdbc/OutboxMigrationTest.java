package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.alert.AlertEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A ledger from before there was an outbox: its alerts become events that nobody is told of any more. */
class OutboxMigrationTest {

    private static final Currency USD = Currency.getInstance("USD");

    @Test
    void alerts_of_before_are_events_that_are_not_sent_on_h2() throws Exception {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        String asOpened = url + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;TIME ZONE=UTC";
        migrate(JdbcSettings.of(asOpened, USD), Dialect.H2);
        check(JdbcSettings.of(url, USD));
    }

    @Test
    void alerts_of_before_are_events_that_are_not_sent_on_postgres() throws Exception {
        JdbcSettings settings = PostgresServer.get().newLedger(USD);
        migrate(settings, Dialect.POSTGRESQL);
        check(settings);
    }

    private static void migrate(JdbcSettings settings, Dialect dialect) throws Exception {
        Migrations.configuration(dialect)
                .dataSource(settings.url(), settings.user(), settings.password())
                .target("3")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
            for (String threshold : List.of("0.5", "0.8", "1")) {
                statement.execute(
                        "insert into budget_alert (budget_id, revision, period_start, arming, threshold, period,"
                                + " spend, budget_amount, fired_at, late, reported) values ('b', 1, timestamp with time zone"
                                + " '2026-05-01 00:00:00+00', 0, " + threshold
                                + ", 'monthly', 100, 100, timestamp with time zone"
                                + " '2026-05-02 00:00:00+00', false, true)");
            }
        }
    }

    private static void check(JdbcSettings settings) {
        Instant soon = Instant.parse("2026-05-02T00:00:01Z");
        try (JdbcCostStore store = JdbcCostStore.open(settings)) {
            List<AlertEvent> events = store.alertOutbox().events(null, 10);
            assertThat(events)
                    .extracting(event -> event.alert().threshold().toPlainString())
                    .containsExactly("1", "0.8", "0.5");
            assertThat(events).extracting(AlertEvent::id).doesNotHaveDuplicates();
            assertThat(store.alertOutbox().address(List.of("t"), soon, Duration.ofDays(3)))
                    .isZero();
            assertThat(store.alertOutbox().take("t", 10, soon, Duration.ofMinutes(1)))
                    .isEmpty();
        }
    }
}
