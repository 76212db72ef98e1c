package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.StoreUnavailableException;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a back-fill leaves that its process did not live to finish, and one that takes longer than anybody waits. */
class RevisionBackfillTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant NOW = Instant.parse("2026-11-25T10:15:30Z");
    private static final BudgetSpec DAILY = BudgetSpec.of("daily", BigDecimal.TEN, BudgetPeriod.DAILY);

    static List<JdbcSettings> ledgers() {
        return List.of(
                JdbcSettings.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", USD),
                PostgresServer.get().newLedger(USD));
    }

    private static void spend(CostStore store, String id, String amount) {
        store.record(List.of(CostDraft.of(amount).complete(id, NOW)), NOW);
    }

    private static long count(JdbcSettings ledger, String table) throws SQLException {
        return execute(ledger, "select count(*) from " + table);
    }

    private static long execute(JdbcSettings ledger, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(ledger.url(), ledger.user(), ledger.password());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return statement.getUpdateCount();
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Begins to create the budget, and dies in the middle: from then on it can neither finish nor tidy up. */
    private static void dieCreating(JdbcSettings ledger, BudgetSpec spec) {
        AtomicReference<CostStore> dying = new AtomicReference<>();
        try (CostStore store =
                JdbcCostStore.open(ledger, callers -> {}, () -> dying.get().close())) {
            dying.set(store);
            assertThatThrownBy(() -> store.budgets().create(spec, NOW)).isInstanceOf(StoreUnavailableException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void what_a_dead_process_began_changes_nothing_and_goes_when_the_budget_is_created_after_all(JdbcSettings ledger)
            throws Exception {
        try (CostStore store = JdbcCostStore.open(ledger)) {
            spend(store, "a", "3");
            dieCreating(ledger, DAILY);
            assertThat(count(ledger, "budget_pending")).isEqualTo(1);

            spend(store, "b", "9");
            assertThat(store.budgets().list()).isEmpty();
            assertThat(store.budgets().alerts(10)).isEmpty();
            assertThat(store.verify().differences()).isEmpty();
            assertThat(count(ledger, "budget_balance")).isEqualTo(1);

            store.budgets().create(DAILY, NOW);
            assertThat(store.budgets().statuses(List.of(), NOW).get(0).spent()).isEqualTo("12");
            assertThat(count(ledger, "budget_pending")).isZero();
            assertThat(count(ledger, "budget_balance")).isEqualTo(1);
            assertThat(store.verify().differences()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void what_was_begun_long_ago_goes_with_a_change_of_any_budget(JdbcSettings ledger) throws Exception {
        try (CostStore store = JdbcCostStore.open(ledger)) {
            dieCreating(ledger, DAILY);
            spend(store, "a", "3");
            store.budgets().create(DAILY.id("other"), NOW);
            assertThat(count(ledger, "budget_pending")).isEqualTo(1);
            execute(ledger, "update budget_pending set started_at = started_at - interval '13' hour");

            store.budgets().create(DAILY.id("another"), NOW);

            assertThat(count(ledger, "budget_pending")).isZero();
            assertThat(count(ledger, "budget_balance")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void a_budget_of_many_periods_is_back_filled_in_parts(JdbcSettings ledger) throws Exception {
        try (CostStore store = JdbcCostStore.open(ledger)) {
            store.record(
                    IntStream.range(0, 2_500)
                            .mapToObj(i -> CostDraft.of("1")
                                    .at(NOW.minus(Duration.ofHours(i)))
                                    .complete("e" + i, NOW))
                            .toList(),
                    NOW);
            store.budgets().create(DAILY.period(BudgetPeriod.HOURLY), NOW);
            assertThat(count(ledger, "budget_balance")).isEqualTo(2_500);
            assertThat(store.verify().differences()).isEmpty();

            store.budgets().update(DAILY.period(BudgetPeriod.HOURLY).category(CostCategory.STORAGE), NOW);
            assertThat(count(ledger, "budget_balance")).isZero();
            assertThat(store.verify().differences()).isEmpty();
        }
    }

    @Test
    void a_back_fill_that_takes_longer_than_the_timeouts_succeeds_and_keeps_nobody_waiting() throws Exception {
        JdbcSettings ledger = PostgresServer.get().newLedger(USD).timeout(Duration.ofSeconds(1));
        try (CostStore store = JdbcCostStore.open(ledger)) {
            spend(store, "a", "1");
            execute(ledger, "alter table cost_series rename to series_table");
            execute(
                    ledger,
                    "create view cost_series as select s.* from (select pg_sleep(4) offset 0) z, series_table s");
            FutureTask<Budget> creating = new FutureTask<>(() -> store.budgets().create(DAILY, NOW));
            new Thread(creating).start();

            int recorded = 1;
            while (!creating.isDone()) {
                spend(store, "r" + recorded++, "1"); // fails if it waits for more than a second
            }

            assertThat(creating.get(1, TimeUnit.MINUTES).id()).isEqualTo("daily");
            assertThat(store.budgets().statuses(List.of(), NOW).get(0).spent()).isEqualByComparingTo("" + recorded);
        }
    }
}
