package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Holds whose reservations share a transaction: each is decided as of its own moment, as if it had come alone. */
class HoldGroupTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:15:30.123456Z");

    @Test
    void a_hold_that_expires_before_the_next_reservation_of_the_same_transaction_is_free_for_it() throws Exception {
        JdbcSettings settings = PostgresServer.get().newLedger(Currency.getInstance("USD"));
        try (CostStore store = JdbcCostStore.open(settings);
                Connection blocker =
                        DriverManager.getConnection(settings.url(), settings.user(), settings.password())) {
            store.budgets().create(BudgetSpec.of("b", BigDecimal.TEN, BudgetPeriod.DAILY), NOW);
            blocker.setAutoCommit(false);
            blocker.createStatement()
                    .execute("insert into cost_hold (id, amount, category, tags, reserved_at, expires_at, status, seq)"
                            + " values ('first', 0, 'compute', '{}', now(), now(), 'released', 0)");
            // the first transaction waits for the row of its hold, so all that comes now shares the next one
            FutureTask<SpendDecision> first = start(() -> store.gate().reserve(request("first", "0"), NOW));
            awaitLedgerLocked(settings);
            FutureTask<SpendDecision> brief =
                    startAndAwaitQueued(() -> store.gate().reserve(request("brief", "10"), NOW));
            FutureTask<SpendDecision> next =
                    startAndAwaitQueued(() -> store.gate().reserve(request("next", "10"), NOW.plusMillis(1)));
            blocker.rollback();

            assertThat(first.get(1, TimeUnit.MINUTES)).isInstanceOf(SpendDecision.Granted.class);
            assertThat(brief.get(1, TimeUnit.MINUTES)).isInstanceOf(SpendDecision.Granted.class);
            assertThat(next.get(1, TimeUnit.MINUTES)).isInstanceOf(SpendDecision.Granted.class);
            assertThat(store.verify().differences()).isEmpty();
        }
    }

    private static HoldRequest request(String id, String amount) {
        return new HoldRequest(id, new BigDecimal(amount), CostCategory.COMPUTE, Map.of(), Duration.ofMillis(1));
    }

    private static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        new Thread(task).start();
        return task;
    }

    /** Returns once the caller waits for its answer, so that the order in which callers queue is known. */
    private static <T> FutureTask<T> startAndAwaitQueued(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
        return task;
    }

    /** Returns once a transaction has locked the ledger's row. */
    private static void awaitLedgerLocked(JdbcSettings settings) throws Exception {
        try (Connection asking = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                var question = asking.createStatement()) {
            boolean locked = false;
            while (!locked) {
                try (var answer = question.executeQuery("select 1 from ledger where id = 1 for update skip locked")) {
                    locked = !answer.next();
                }
            }
        }
    }
}
