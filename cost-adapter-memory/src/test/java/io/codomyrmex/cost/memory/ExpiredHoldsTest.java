package io.codomyrmex.cost.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After a burst of holds that expired, a question costs what it always does: counted in bytes, which each hold looked at takes. */
class ExpiredHoldsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:15:30Z");
    private static final Instant OVER = NOW.plusSeconds(60);
    private static final int QUESTIONS = 200;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What this thread takes for questions at a moment when so many holds are overdue, each after another entry. */
    private static long bytes(int holds, SpendScope scope, Instant over) {
        try (CostStore store = new InMemoryCostStore()) {
            store.budgets().create(BudgetSpec.of("b", new BigDecimal("1000000"), BudgetPeriod.DAILY), NOW);
            for (int i = 0; i < holds; i++) {
                store.gate()
                        .reserve(
                                new HoldRequest(
                                        "h" + i, BigDecimal.ONE, CostCategory.OTHER, Map.of(), Duration.ofSeconds(60)),
                                NOW);
            }
            assertThat(store.budgets().allows(BigDecimal.ONE, scope, over)).isTrue();
            long taken = 0;
            for (int i = 0; i < QUESTIONS; i++) {
                store.record(List.of(CostDraft.of("1").complete("e" + i, over)), over);
                long before = THREADS.getCurrentThreadAllocatedBytes();
                store.budgets().allows(BigDecimal.ONE, scope, over);
                taken += THREADS.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(store.budgets().statuses(List.of("b"), over).get(0).held())
                    .isEqualByComparingTo("0");
            return taken;
        }
    }

    @Test
    void a_question_looks_at_no_expired_hold_that_was_looked_at_before() {
        for (SpendScope scope : List.of(
                SpendScope.ALL,
                new SpendScope.Named("b"),
                new SpendScope.Covering(CostCategory.OTHER, Map.of("team", "search")))) {
            long few = bytes(10, scope, OVER);
            long many = bytes(20_000, scope, OVER);
            assertThat(many).as("bytes of %d questions, %s", QUESTIONS, scope).isLessThan(2 * few + 100_000);
        }
    }

    @Test
    void a_question_at_a_moment_in_the_second_in_which_they_expire_looks_at_none_of_them_either() {
        long few = bytes(10, SpendScope.ALL, OVER.plusMillis(500));
        long many = bytes(20_000, SpendScope.ALL, OVER.plusMillis(500));
        assertThat(many).isLessThan(2 * few + 100_000);
    }
}
