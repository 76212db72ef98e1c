package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behind a pooler, a session is ours for one transaction only. */
@Timeout(180)
class PoolerTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant NOW = Instant.parse("2026-11-25T10:15:30Z");
    private static final String SETTINGS = "select name || ' = ' || setting from pg_settings where name in ("
            + "'lock_timeout', 'idle_in_transaction_session_timeout', 'plan_cache_mode', 'jit', 'enable_seqscan',"
            + " 'enable_bitmapscan', 'default_transaction_isolation', 'default_transaction_read_only', 'search_path')"
            + " order by name";

    private static Pooler pooler;

    @BeforeAll
    static void start() throws IOException {
        pooler = Pooler.start();
    }

    @AfterAll
    static void stop() {
        if (pooler != null) {
            pooler.close();
        }
    }

    @Test
    void writers_and_verifications_share_few_sessions_and_leave_nothing_on_them() throws Exception {
        JdbcSettings settings = pooler.newLedger(USD);
        List<String> before = settingsOf(settings);
        ExecutorService callers = Executors.newFixedThreadPool(12);
        AtomicBoolean enough = new AtomicBoolean();
        try (JdbcCostStore one = JdbcCostStore.open(settings);
                JdbcCostStore other = JdbcCostStore.open(settings)) {
            one.budgets().create(BudgetSpec.of("b", new BigDecimal("1000000"), BudgetPeriod.DAILY), NOW);
            List<Future<?>> writing = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                JdbcCostStore store = i % 2 == 0 ? one : other;
                String prefix = "c" + i + "-";
                writing.add(callers.submit(() -> {
                    for (int n = 0; n < 40; n++) {
                        spend(store, prefix + n);
                    }
                }));
            }
            List<Future<Integer>> verifying = new ArrayList<>();
            for (JdbcCostStore store : List.of(one, other)) {
                verifying.add(callers.submit(() -> {
                    int times = 0;
                    do {
                        assertThat(store.verify().differences()).isEmpty();
                        times++;
                    } while (!enough.get());
                    return times;
                }));
            }
            for (Future<?> writer : writing) {
                writer.get(2, TimeUnit.MINUTES);
            }
            enough.set(true);
            for (Future<Integer> verifier : verifying) {
                assertThat(verifier.get(1, TimeUnit.MINUTES)).isPositive();
            }
            for (int i = 0; i < 12; i++) { // each of the sessions, as they are handed out in turn
                assertThat(settingsOf(settings)).isEqualTo(before);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static void spend(JdbcCostStore store, String id) {
        assertThat(store.record(List.of(CostDraft.of("0.01").complete(id, NOW)), NOW))
                .hasOnlyElementsOfType(RecordResult.Recorded.class);
        HoldRequest request = new HoldRequest(
                id + "h", new BigDecimal("0.02"), CostCategory.COMPUTE, Map.of(), Duration.ofMinutes(1));
        assertThat(store.gate().reserve(request, NOW)).isInstanceOf(SpendDecision.Granted.class);
        store.gate().commit(HoldCommit.of(id + "h", new BigDecimal("0.015")), NOW);
    }

    private static List<String> settingsOf(JdbcSettings settings) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(settings.url() + "?prepareThreshold=0", settings.user(), null);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SETTINGS)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    @Test
    void a_schema_that_the_pooler_drops_without_a_word_is_refused() {
        JdbcSettings settings = pooler.newLedger(USD);
        JdbcSettings elsewhere =
                JdbcSettings.of(settings.url() + "?currentSchema=team_a", USD).user(settings.user());
        assertThatThrownBy(() -> JdbcCostStore.open(elsewhere))
                .isInstanceOf(StoreFaultException.class)
                .hasMessageContaining("currentSchema is 'team_a', but the connection is in 'public'");
        assertThatThrownBy(() -> JdbcCostStore.migrate(elsewhere)).isInstanceOf(StoreFaultException.class);
    }

    @Test
    void a_schema_that_does_not_exist_is_refused() {
        JdbcSettings ledger = PostgresServer.get().newLedger(USD);
        JdbcSettings elsewhere = JdbcSettings.of(
                        ledger.url().replaceFirst("currentSchema=[^&]*", "currentSchema=nowhere"), USD)
                .user(ledger.user())
                .password(ledger.password());
        assertThatThrownBy(() -> JdbcCostStore.open(elsewhere))
                .isInstanceOf(StoreFaultException.class)
                .hasMessageContaining("currentSchema is 'nowhere', but the connection is in none");
    }

    @Test
    void a_schema_that_is_not_up_to_date_is_not_migrated_through_a_pooler() {
        PostgresServer.get().execute("create database pooled_empty encoding 'UTF8' template template0");
        JdbcSettings empty = JdbcSettings.of(pooler.url("pooled_empty"), USD).user("cost");
        assertThatThrownBy(() -> JdbcCostStore.open(empty))
                .isInstanceOf(StoreFaultException.class)
                .hasMessageContaining("run cost migrate once with the server's own url");
        assertThatThrownBy(() -> JdbcCostStore.migrate(empty)).isInstanceOf(StoreFaultException.class);
        JdbcCostStore.migrate(PostgresServer.get().database("pooled_empty", USD));
        JdbcCostStore.migrate(empty); // there is nothing to do
        JdbcCostStore.open(empty).close();
    }
}
