package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pooler in transaction mode lends one session to many clients: nothing of ours stays on it, and nothing of others disturbs. */
class PoolerTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant NOW = Instant.parse("2026-11-25T10:15:30.123456Z");
    private static final List<String> SETTINGS = List.of(
            "lock_timeout",
            "idle_in_transaction_session_timeout",
            "jit",
            "plan_cache_mode",
            "enable_seqscan",
            "enable_bitmapscan",
            "default_transaction_isolation",
            "default_transaction_read_only",
            "search_path");

    private PgBouncer pooler;
    private JdbcSettings settings;

    @BeforeEach
    void start() {
        pooler = PostgresServer.get().pooler(2);
        settings = JdbcSettings.of(pooler.url(PostgresServer.get().newDatabase(USD)), USD);
    }

    @AfterEach
    void stop() {
        pooler.close();
    }

    private static void record(JdbcCostStore store, String id) {
        store.record(List.of(CostDraft.of("1").tag("team", "search").complete(id, NOW)), NOW);
    }

    /** The settings of the sessions that the pooler has, as another client of it finds them. */
    private List<String> settingsOfOthers() throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection one = DriverManager.getConnection(settings.url() + "?prepareThreshold=0");
                Connection other = DriverManager.getConnection(settings.url() + "?prepareThreshold=0")) {
            for (Connection connection : List.of(one, other)) { // both at once, so that each has a session of its own
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    for (String name : SETTINGS) {
                        try (ResultSet row = statement.executeQuery("show " + name)) {
                            row.next();
                            found.add(name + "=" + row.getString(1));
                        }
                    }
                }
            }
            one.rollback();
            other.rollback();
        }
        return found;
    }

    @Test
    void no_setting_stays_on_a_session_that_others_get() throws Exception {
        List<String> before = settingsOfOthers();
        try (JdbcCostStore store = JdbcCostStore.open(settings)) {
            store.budgets().create(BudgetSpec.of("b", BigDecimal.TEN, BudgetPeriod.DAILY), NOW);
            for (int i = 0; i < 20; i++) {
                record(store, "e" + i);
                store.summarize(TimeRange.ALL, CostFilter.ALL);
            }
            assertThat(store.verify().differences()).isEmpty();
            store.alertOutbox().events(null, 10);
            assertThat(settingsOfOthers()).isEqualTo(before);
        }
        assertThat(settingsOfOthers()).isEqualTo(before);
    }

    @Test
    void verify_sees_one_moment_while_others_record() throws Exception {
        try (JdbcCostStore store = JdbcCostStore.open(settings)) {
            store.budgets().create(BudgetSpec.of("b", new BigDecimal("1000000"), BudgetPeriod.DAILY), NOW);
            AtomicBoolean stop = new AtomicBoolean();
            ExecutorService recorders = Executors.newFixedThreadPool(4);
            List<Future<?>> recording = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String prefix = "t" + thread + "-";
                recording.add(recorders.submit(() -> {
                    for (int i = 0; !stop.get(); i++) {
                        record(store, prefix + i);
                    }
                }));
            }
            try {
                for (int i = 0; i < 25; i++) {
                    assertThat(store.verify().differences()).as("verification %s", i).isEmpty();
                }
            } finally {
                stop.set(true);
                recorders.shutdown();
                assertThat(recorders.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            }
            for (Future<?> each : recording) {
                each.get(1, TimeUnit.MINUTES);
            }
        }
    }

    @Test
    void a_schema_that_the_pooler_ignores_is_refused_before_anything_is_written() {
        assertThatThrownBy(() -> JdbcCostStore.open(JdbcSettings.of(settings.url() + "?currentSchema=tenant", USD)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("currentSchema=tenant")
                .hasMessageContaining("public");
        try (JdbcCostStore store = JdbcCostStore.open(settings)) { // the database is still as it was
            assertThat(store.entries(new EntryQuery(TimeRange.ALL, CostFilter.ALL, null, 1)))
                    .isEmpty();
        }
    }

    @Test
    void a_schema_that_does_not_exist_is_refused() {
        JdbcSettings direct = PostgresServer.get().newLedger(USD);
        JdbcSettings missing = JdbcSettings.of(direct.url().replaceFirst("currentSchema=\\w+", "currentSchema=nowhere"), USD)
                .user(direct.user())
                .password(direct.password());
        assertThatThrownBy(() -> JdbcCostStore.open(missing))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("currentSchema=nowhere")
                .hasMessageContaining("exists");
    }

    @Test
    void a_schema_is_compared_as_the_server_spells_it() {
        PostgresServer server = PostgresServer.get();
        String name = "Mixed_" + System.nanoTime();
        server.execute("create schema \"" + name + "\"");
        JdbcSettings direct = server.newLedger(USD);
        JdbcSettings quoted = JdbcSettings.of(
                        direct.url().replaceFirst("currentSchema=\\w+", "currentSchema=%22" + name + "%22,public"), USD)
                .user(direct.user())
                .password(direct.password());
        try (JdbcCostStore store = JdbcCostStore.open(quoted)) {
            record(store, "a");
            assertThat(store.find("a")).isPresent();
        }
    }
}
