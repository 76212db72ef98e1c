package io.codomyrmex.cost.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads while others change what is read: each sees the ledger as it was before or after a change, and none fails. */
@Timeout(60)
class RacingReadsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:15:30Z");
    private static final int CHANGES = 20_000;

    private static BudgetSpec spec(CostCategory category) {
        return BudgetSpec.of("b", new BigDecimal("100"), BudgetPeriod.DAILY).category(category);
    }

    /** Reads again and again in two threads until this one is done with its changes. */
    private static void read(Runnable changes, Callable<?> reading) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            Callable<Long> reader = () -> {
                long reads = 0;
                do {
                    reading.call();
                    reads++;
                } while (!done.get());
                return reads;
            };
            List<Future<Long>> reads = List.of(readers.submit(reader), readers.submit(reader));
            try {
                changes.run();
            } finally {
                done.set(true);
            }
            for (Future<Long> read : reads) {
                assertThat(read.get(30, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    @Test
    void a_budget_is_there_at_every_moment_while_it_is_replaced() throws Exception {
        Books books = new Books(Currency.getInstance("USD"));
        books.replace(new Budget(spec(CostCategory.COMPUTE), 0, NOW), Map.of());
        read(
                () -> {
                    for (int i = 1; i <= 10 * CHANGES; i++) {
                        books.replace(new Budget(spec(CostCategory.COMPUTE), i, NOW), Map.of());
                    }
                },
                () -> assertThat(books.budgets().size()).isEqualTo(1));
    }

    @Test
    void the_status_of_a_budget_that_is_updated_is_that_of_before_or_after() throws Exception {
        try (CostStore store = new InMemoryCostStore()) {
            store.budgets().create(spec(CostCategory.COMPUTE), NOW);
            store.gate().reserve(request("h", 5, Duration.ofHours(1)), NOW);
            read(
                    () -> {
                        for (int i = 0; i < CHANGES; i++) {
                            store.budgets().update(spec(i % 2 == 0 ? CostCategory.STORAGE : CostCategory.COMPUTE), NOW);
                        }
                    },
                    () -> {
                        BudgetStatus status =
                                store.budgets().statuses(List.of("b"), NOW).get(0);
                        boolean holds = status.budget().spec().filter().category() == CostCategory.COMPUTE;
                        return assertThat(status.held()).isEqualByComparingTo(holds ? "5" : "0");
                    });
        }
    }

    @Test
    void the_gate_answers_while_holds_come_expire_and_go() throws Exception {
        try (CostStore store = new InMemoryCostStore()) {
            store.budgets().create(spec(CostCategory.COMPUTE), NOW);
            read(
                    () -> {
                        for (int i = 0; i < CHANGES; i++) {
                            Instant now = NOW.plusMillis(i);
                            store.gate().reserve(request("h" + i, 1, Duration.ofMillis(1 + i % 50)), now);
                            if (i % 3 == 0) {
                                store.gate().release("h" + i, now);
                            }
                        }
                    },
                    () -> {
                        for (int i = 0; i < CHANGES; i += 37) { // behind the changes, ahead of them, and among them
                            Instant at = NOW.plusMillis(i);
                            assertThat(store.budgets().allows(new BigDecimal("101"), SpendScope.ALL, at))
                                    .isFalse();
                            assertThat(store.budgets()
                                            .statuses(List.of("b"), at)
                                            .get(0)
                                            .held()
                                            .signum())
                                    .isNotNegative();
                        }
                        return true;
                    });
            Instant end = NOW.plusMillis(CHANGES + 1000L);
            assertThat(store.budgets().statuses(List.of("b"), end).get(0).held())
                    .isEqualByComparingTo("0");
            assertThat(store.verify().differences()).isEmpty();
        }
    }

    private static HoldRequest request(String id, int amount, Duration ttl) {
        return new HoldRequest(id, BigDecimal.valueOf(amount), CostCategory.COMPUTE, Map.of(), ttl);
    }
}
