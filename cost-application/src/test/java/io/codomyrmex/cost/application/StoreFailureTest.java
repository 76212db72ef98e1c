package io.codomyrmex.cost.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.BudgetExistsException;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.EntryConflictException;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldConflictException;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.gate.UnknownHoldException;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import io.codomyrmex.cost.summary.Grouping;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A failure of the store is logged once and comes out as it is; a refusal is not a failure and not logged. */
class StoreFailureTest {

    private final FailingStore store = new FailingStore();
    private final CostTracker tracker =
            new CostTracker(store, new MutableClock("2026-11-25T10:00:00Z"), ZoneOffset.UTC);
    private final BudgetManager manager = new BudgetManager(tracker);
    private Logged logged;

    @BeforeEach
    void listen() {
        logged = new Logged();
    }

    @AfterEach
    void stopListening() {
        logged.close();
    }

    private void assertUnavailable(String what, ThrowingCallable call) {
        int before = logged.records().size();
        assertThatThrownBy(call).isInstanceOf(StoreUnavailableException.class);
        assertThat(logged.records()).as(what).hasSize(before + 1);
        LogRecord last = logged.records().get(before);
        assertThat(last.getLevel()).isEqualTo(Level.SEVERE);
        assertThat(last.getMessage()).startsWith(what + " failed: ");
        assertThat(last.getThrown()).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void every_call_of_an_unavailable_store_is_logged_once_and_rethrown() {
        BudgetSpec spec = BudgetSpec.of("a", BigDecimal.ONE, BudgetPeriod.DAILY);
        store.close();
        assertUnavailable("record", () -> tracker.record(CostDraft.of("1")));
        assertUnavailable("record", () -> tracker.offerAll(List.of(CostDraft.of("1"), CostDraft.of("2"))));
        assertUnavailable("find", () -> tracker.find("a"));
        assertUnavailable("entries", () -> tracker.entries(new EntryQuery(TimeRange.ALL, CostFilter.ALL, null, 1)));
        assertUnavailable("summary", tracker::summary);
        assertUnavailable("summary", () -> tracker.total(BudgetPeriod.DAILY));
        assertUnavailable(
                "series",
                () -> tracker.series(new SeriesQuery(
                        tracker.current(BudgetPeriod.DAILY),
                        BudgetPeriod.HOURLY,
                        ZoneOffset.UTC,
                        Grouping.NONE,
                        CostFilter.ALL)));
        assertUnavailable("budget create", () -> manager.create(spec));
        assertUnavailable("budget update", () -> manager.update(spec));
        assertUnavailable("budget delete", () -> manager.delete("a"));
        assertUnavailable("budget find", () -> manager.find("a"));
        assertUnavailable("budget list", manager::list);
        assertUnavailable("budget status", manager::statuses);
        assertUnavailable("budget status", () -> manager.utilization("a"));
        assertUnavailable("budget check", manager::checkBudgets);
        assertUnavailable("alerts", () -> manager.alerts(1));
        assertUnavailable("reset alerts", manager::resetPeriodAlerts);
        assertUnavailable("can-spend", () -> manager.ask(BigDecimal.ONE, SpendScope.ALL));
    }

    @Test
    void a_call_that_is_answered_later_is_logged_once_and_fails_as_it_is() {
        store.close();
        HoldRequest request = new HoldRequest("h", BigDecimal.ONE, CostCategory.OTHER, Map.of(), Duration.ofMinutes(1));

        assertUnavailable("record", () -> joined(tracker.offerAsync(CostDraft.of("1"))));
        assertUnavailable("record", () -> joined(tracker.offerAllAsync(List.of(CostDraft.of("1"), CostDraft.of("2")))));
        assertUnavailable("commit", () -> joined(manager.commitAsync(HoldCommit.of("h", BigDecimal.ONE))));
        assertUnavailable("release", () -> joined(manager.releaseAsync("h")));
        int before = logged.records().size();
        assertUnanswered(manager.reserveAsync(request).join(), false);
        assertThat(logged.records()).hasSize(before + 1);
    }

    private static void assertUnanswered(SpendDecision decision, boolean outcomeUnknown) {
        assertThat(decision).isInstanceOfSatisfying(SpendDecision.Unanswered.class, unanswered -> {
            assertThat(unanswered.isOutcomeUnknown()).isEqualTo(outcomeUnknown);
            assertThat(unanswered.spendable()).isEmpty();
        });
    }

    @Test
    void a_reservation_that_the_store_cannot_answer_is_no_denial_and_is_logged_once() {
        HoldRequest request = new HoldRequest("h", BigDecimal.ONE, CostCategory.OTHER, Map.of(), Duration.ofMinutes(1));

        store.loseAnswers();
        assertUnanswered(manager.reserve(request), true);
        assertUnanswered(manager.reserveAsync(request).join(), true);
        assertThat(logged.records()).hasSize(2);

        store.hearAnswers();
        assertThat(manager.reserve(request).spendable()).isEqualTo(manager.findHold("h"));
        store.close();
        assertUnanswered(manager.reserve(request), false);
        assertUnanswered(manager.reserveAsync(request).join(), false);
        assertThat(logged.records()).hasSize(4);
    }

    @Test
    void a_refusal_that_comes_later_is_not_logged() {
        HoldRequest request = new HoldRequest("h", BigDecimal.ONE, CostCategory.OTHER, Map.of(), Duration.ofMinutes(1));
        HoldRequest other = new HoldRequest("h", BigDecimal.TEN, CostCategory.OTHER, Map.of(), Duration.ofMinutes(1));
        assertThat(manager.reserveAsync(request).join()).isInstanceOf(SpendDecision.Granted.class);
        assertThatThrownBy(() -> joined(manager.reserveAsync(other))).isInstanceOf(HoldConflictException.class);
        assertThatThrownBy(() -> joined(manager.releaseAsync("nobody"))).isInstanceOf(UnknownHoldException.class);
        assertThat(logged.records()).isEmpty();
    }

    private static <T> T joined(CompletableFuture<T> asked) throws Throwable {
        try {
            return asked.join();
        } catch (CompletionException e) {
            throw e.getCause();
        }
    }

    @Test
    void the_gate_denies_when_the_store_cannot_answer() {
        assertThat(manager.canSpend(BigDecimal.ONE)).isTrue();
        store.close();
        assertThat(manager.canSpend(BigDecimal.ONE)).isFalse();
        assertThat(manager.canSpend(BigDecimal.ONE, "a")).isFalse();
        assertThat(manager.canSpend(BigDecimal.ONE, CostCategory.OTHER, Map.of()))
                .isFalse();
        assertThat(logged.records()).hasSize(3);
    }

    @Test
    void a_lost_answer_is_told_apart_and_asking_again_with_the_same_id_is_safe() {
        CostDraft draft = CostDraft.of("1.5").id("request-1");
        store.loseAnswers();
        assertThatThrownBy(() -> tracker.record(draft)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(logged.records()).hasSize(1);
        assertThat(tracker.find("request-1")).isPresent();

        store.hearAnswers();
        assertThat(tracker.offer(draft)).isInstanceOf(RecordResult.Duplicate.class);
        assertThat(tracker.summary().total()).isEqualTo("1.5");
    }

    @Test
    void what_a_caller_got_wrong_is_not_logged() {
        tracker.record(CostDraft.of("1").id("a"));
        manager.create("a", BigDecimal.ONE, BudgetPeriod.DAILY);
        assertThatThrownBy(() -> tracker.record(CostDraft.of("2").id("a"))).isInstanceOf(EntryConflictException.class);
        assertThatThrownBy(() -> tracker.record(CostDraft.of("1E-19"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> manager.create("a", BigDecimal.ONE, BudgetPeriod.DAILY))
                .isInstanceOf(BudgetExistsException.class);
        assertThatThrownBy(() -> manager.utilization("b")).isInstanceOf(UnknownBudgetException.class);
        assertThatThrownBy(() -> manager.canSpend(BigDecimal.ONE, "b")).isInstanceOf(UnknownBudgetException.class);
        assertThat(logged.records()).isEmpty();
    }
}
