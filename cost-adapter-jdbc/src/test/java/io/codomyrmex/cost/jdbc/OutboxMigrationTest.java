package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.alert.DueDelivery;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A ledger from before there was an outbox: its alerts become events that nobody is told of any more. And one from before each
 * target had a cursor: its targets go on where they were.
 */
class OutboxMigrationTest {

    private static final Currency USD = Currency.getInstance("USD");

    private static final String DAY = "timestamp with time zone '2026-05-02 00:00:00+00'";

    private static JdbcSettings h2() {
        return JdbcSettings.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", USD);
    }

    private static JdbcSettings asOpened(JdbcSettings h2) {
        return JdbcSettings.of(
                h2.url() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;TIME ZONE=UTC", USD);
    }

    @Test
    void alerts_of_before_are_events_that_are_not_sent_on_h2() throws Exception {
        JdbcSettings settings = h2();
        migrate(asOpened(settings), Dialect.H2, "3");
        check(settings);
    }

    @Test
    void alerts_of_before_are_events_that_are_not_sent_on_postgres() throws Exception {
        JdbcSettings settings = PostgresServer.get().newLedger(USD);
        migrate(settings, Dialect.POSTGRESQL, "3");
        check(settings);
    }

    @Test
    void what_a_target_had_is_not_sent_again_and_what_was_pending_is_on_h2() throws Exception {
        JdbcSettings settings = h2();
        migrate(asOpened(settings), Dialect.H2, "5");
        deliver(asOpened(settings));
        checkTargets(settings);
    }

    @Test
    void what_a_target_had_is_not_sent_again_and_what_was_pending_is_on_postgres() throws Exception {
        JdbcSettings settings = PostgresServer.get().newLedger(USD);
        migrate(settings, Dialect.POSTGRESQL, "5");
        deliver(settings);
        checkTargets(settings);
    }

    private static void migrate(JdbcSettings settings, Dialect dialect, String version) throws Exception {
        Migrations.configuration(dialect)
                .dataSource(settings.url(), settings.user(), settings.password())
                .target(version)
                .load()
                .migrate();
        for (String threshold : List.of("0.5", "0.8", "1")) {
            execute(
                    settings,
                    "insert into budget_alert (budget_id, revision, period_start, arming, threshold, period,"
                            + " spend, budget_amount, fired_at, late, reported) values ('b', 1, timestamp with time zone"
                            + " '2026-05-01 00:00:00+00', 0, " + threshold + ", 'monthly', 100, 100, " + DAY
                            + ", false, true)");
        }
    }

    private static void execute(JdbcSettings settings, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first is delivered, the second is pending, nobody has come for the third. */
    private static void deliver(JdbcSettings settings) throws Exception {
        execute(settings, "insert into ledger (id, currency, seq, budgets_version) values (1, 'USD', 3, 0)");
        for (int i = 1; i <= 3; i++) {
            execute(
                    settings,
                    "insert into alert_outbox (budget_id, revision, period_start, arming, threshold, event_id, seq,"
                            + " ordinal, addressed) select budget_id, revision, period_start, arming, threshold, cast('"
                            + new UUID(0, i) + "' as uuid), " + i + ", 0, " + (i < 3)
                            + " from budget_alert order by threshold limit 1 offset " + (i - 1));
        }
        for (int i = 1; i <= 2; i++) {
            execute(
                    settings,
                    "insert into alert_delivery (event_id, target, budget_id, seq, ordinal, state, attempts,"
                            + " next_attempt_at, delivered_at) values (cast('" + new UUID(0, i)
                            + "' as uuid), 'hook', 'b', " + i + ", 0, "
                            + (i == 1 ? "'delivered', 1, null, " + DAY : "'pending', 1, " + DAY + ", null") + ")");
        }
    }

    private static void checkTargets(JdbcSettings settings) {
        Instant soon = Instant.parse("2026-05-02T00:00:01Z");
        try (JdbcCostStore store = JdbcCostStore.open(settings)) {
            assertThat(store.alertOutbox().address(List.of("hook", "new"), soon, Duration.ofDays(3)))
                    .isEqualTo(3);
            for (String target : List.of("hook", "new")) {
                for (int i = 2; i <= 3; i++) {
                    List<DueDelivery> taken = store.alertOutbox().take(target, 10, soon, Duration.ofMinutes(1));
                    assertThat(taken).extracting(DueDelivery::eventId).containsExactly(new UUID(0, i));
                    store.alertOutbox().delivered(taken.get(0), soon);
                }
                assertThat(store.alertOutbox().take(target, 10, soon, Duration.ofMinutes(1)))
                        .isEmpty();
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
