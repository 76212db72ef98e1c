package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.BudgetVerdict;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of the suite that are about holds have in common; after each test every derived sum must be right. */
abstract class HoldFixture extends StoreContract {

    /** How long a hold lasts whose test does not say. */
    static final Duration TTL = HoldRequest.DEFAULT_TTL;
    /** When such a hold, reserved at {@link #NOW}, is over. */
    static final Instant OVER = NOW.plus(TTL);
    /** Late on the same day: a hold that lasts into the next. */
    static final Instant EVENING = Instant.parse("2026-11-25T23:55:00Z");
    /** What a hold is for whose test does not say. */
    static final Map<String, String> SEARCH = Map.of("team", "search");

    SpendGate gate;
    BudgetStore budgets;

    @BeforeEach
    void openGate() {
        gate = store.gate();
        budgets = store.budgets();
    }

    @AfterEach
    void everySumIsRight() {
        assertClean();
    }

    /** A daily, enforced budget of this id that covers everything. */
    static BudgetSpec daily(String id, String amount) {
        return BudgetSpec.of(id, money(amount), BudgetPeriod.DAILY);
    }

    static HoldRequest request(String id, String amount) {
        return new HoldRequest(id, money(amount), CostCategory.COMPUTE, SEARCH, TTL);
    }

    static HoldCommit commit(String id, String actual) {
        return HoldCommit.of(id, money(actual));
    }

    /** Holds an amount, which must be granted. */
    Hold hold(String id, String amount) {
        return granted(gate.reserve(request(id, amount), NOW)).hold();
    }

    /** Records an amount by itself, with what a hold of the same test is for. */
    RecordResult record(String id, String amount, Instant at) {
        return store.record(
                        List.of(CostDraft.of(amount)
                                .category(CostCategory.COMPUTE)
                                .tags(SEARCH)
                                .at(at)
                                .complete(id, at)),
                        at)
                .get(0);
    }

    static SpendDecision.Granted granted(SpendDecision decision) {
        assertThat(decision).isInstanceOf(SpendDecision.Granted.class);
        return (SpendDecision.Granted) decision;
    }

    /** Asserts that the decision is about a hold of before. */
    static Hold known(SpendDecision decision) {
        assertThat(decision).isInstanceOf(SpendDecision.Known.class);
        return ((SpendDecision.Known) decision).hold();
    }

    static SpendDecision.Denied denied(SpendDecision decision) {
        assertThat(decision).isInstanceOf(SpendDecision.Denied.class);
        return (SpendDecision.Denied) decision;
    }

    /** Asserts what a budget has spent and holds. */
    void assertSpentAndHeld(String budgetId, Instant at, String spent, String held) {
        assertThat(status(budgetId, at).spent()).as("spent of " + budgetId).isEqualByComparingTo(spent);
        assertThat(status(budgetId, at).held()).as("held in " + budgetId).isEqualByComparingTo(held);
    }

    /** A grant fits into every budget that its answer shows; a denial, of 1, blames some that it does not fit into. */
    static void assertJustified(SpendDecision decision) {
        if (decision instanceof SpendDecision.Granted granted) {
            assertThat(granted.answer().budgets())
                    .isNotEmpty()
                    .allMatch(verdict -> fits(granted.hold().amount(), verdict));
        } else {
            assertThat(denied(decision).answer().budgets())
                    .filteredOn(BudgetVerdict::exceeded)
                    .isNotEmpty()
                    .noneMatch(verdict -> fits(BigDecimal.ONE, verdict));
        }
    }

    private static boolean fits(BigDecimal amount, BudgetVerdict verdict) {
        BudgetStatus status = verdict.status();
        return status.spent()
                        .add(status.held())
                        .add(amount)
                        .compareTo(status.budget().amount())
                <= 0;
    }

    /** Does all tasks on the threads of a {@link Race}; gives the results in the order of the tasks. */
    static <T> List<T> together(List<? extends Supplier<? extends T>> tasks) throws Exception {
        AtomicInteger next = new AtomicInteger();
        AtomicReferenceArray<T> results = new AtomicReferenceArray<>(tasks.size());
        Race.run(thread -> {
            for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
                results.set(i, tasks.get(i).get());
            }
            return thread;
        });
        return IntStream.range(0, tasks.size()).mapToObj(results::get).toList();
    }
}
