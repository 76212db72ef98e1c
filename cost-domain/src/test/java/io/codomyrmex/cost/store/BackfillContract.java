package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetExistsException;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** New revisions of budgets come into force while others go on, exactly, and make nobody wait. */
abstract class BackfillContract extends StoreContract {

    private static final int RECORDERS = 8;
    private static final TimeRange WINDOW = new TimeRange(NOW.minus(3, ChronoUnit.DAYS), NOW.plus(1, ChronoUnit.DAYS));

    private final AtomicReference<Runnable> unlocked = new AtomicReference<>(() -> {});
    private CostStore slow;

    @BeforeEach
    void openSlowly() {
        slow = adapter().another(store, () -> unlocked.get().run());
    }

    @AfterEach
    void closeSlow() {
        slow.close();
    }

    /** Once, in the middle of the next back-fill. */
    private void duringBackfill(Runnable work) {
        unlocked.set(() -> {
            unlocked.set(() -> {});
            work.run();
        });
    }

    private static Posting entry(String id, String amount) {
        return CostDraft.of(amount).complete(id, NOW);
    }

    private static HoldRequest hold(String id, String amount) {
        return new HoldRequest(id, money(amount), CostCategory.COMPUTE, Map.of(), Duration.ofHours(1));
    }

    @Test
    void all_goes_on_in_the_middle_of_a_back_fill_and_is_counted() {
        slow.record(List.of(entry("before", "10")), NOW);
        slow.gate().reserve(hold("committed", "1"), NOW);
        slow.gate().reserve(hold("released", "2"), NOW);
        slow.gate().reserve(hold("kept", "4"), NOW);
        AtomicInteger done = new AtomicInteger();
        duringBackfill(() -> {
            assertThat(slow.budgets().list()).isEmpty();
            assertThat(slow.record(List.of(entry("meanwhile", "20")), NOW)
                            .get(0)
                            .status())
                    .isEqualTo("recorded");
            assertThat(slow.gate().reserve(hold("new", "8"), NOW)).isInstanceOf(SpendDecision.Granted.class);
            slow.gate().commit(HoldCommit.of("committed", money("0.5")), NOW);
            slow.gate().release("released", NOW);
            assertThat(slow.budgets().allows(money("1000"), SpendScope.ALL, NOW))
                    .isTrue();
            assertThat(slow.budgets().alerts(10)).isEmpty();
            assertThat(slow.verify().differences()).isEmpty();
            done.incrementAndGet();
        });

        Budget budget = slow.budgets().create(daily().amount(money("40")), NOW);

        assertThat(done).hasValue(1);
        assertThat(slow.budgets().list()).containsExactly(budget);
        assertThat(status("daily", NOW).spent()).isEqualTo("30.5");
        assertThat(status("daily", NOW).held()).isEqualTo("12");
        assertThat(thresholds(store.budgets().alerts(10))).containsExactly("0.5");
        assertClean();
    }

    @Test
    void an_old_revision_decides_until_the_new_one_is_in_force() {
        slow.budgets().create(daily().category(CostCategory.COMPUTE).amount(money("5")), NOW);
        slow.record(List.of(entry("before", "3")), NOW);
        AtomicInteger done = new AtomicInteger();
        duringBackfill(() -> {
            assertThat(status("daily", NOW).spent()).isEqualTo("0");
            assertThat(slow.gate().reserve(hold("fits", "5"), NOW)).isInstanceOf(SpendDecision.Granted.class);
            assertThat(slow.gate().reserve(hold("over", "0.1"), NOW)).isInstanceOf(SpendDecision.Denied.class);
            done.incrementAndGet();
        });

        slow.budgets().update(daily().amount(money("5")), NOW);

        assertThat(done).hasValue(1);
        assertThat(status("daily", NOW).spent()).isEqualTo("3");
        assertThat(status("daily", NOW).held()).isEqualTo("5");
        assertClean();
    }

    @Test
    void a_back_fill_that_fails_leaves_nothing_that_counts_and_can_be_repeated() {
        slow.budgets().create(daily().id("other"), NOW);
        duringBackfill(() -> {
            throw new IllegalStateException("the power is gone");
        });
        assertThatThrownBy(() -> slow.budgets().create(daily(), NOW)).hasMessage("the power is gone");
        assertThat(slow.budgets().find("daily")).isEmpty();
        slow.record(List.of(entry("a", "10")), NOW);
        assertClean();

        slow.budgets().create(daily(), NOW);
        assertThat(status("daily", NOW).spent()).isEqualTo("10");
        duringBackfill(() -> {
            throw new IllegalStateException("the power is gone again");
        });
        BudgetSpec refiltered = daily().category(CostCategory.STORAGE);
        assertThatThrownBy(() -> slow.budgets().update(refiltered, NOW)).hasMessage("the power is gone again");
        assertThat(slow.budgets().find("daily").orElseThrow().spec()).isEqualTo(daily());
        slow.record(List.of(entry("b", "10")), NOW);
        assertThat(status("daily", NOW).spent()).isEqualTo("20");
        slow.budgets().update(refiltered, NOW);
        assertThat(status("daily", NOW).spent()).isEqualTo("0");
        assertClean();
    }

    @Test
    void of_two_that_create_one_id_the_slower_one_is_refused() {
        slow.record(List.of(entry("a", "10")), NOW);
        duringBackfill(() -> store.budgets().create(daily().amount(money("7")), NOW));
        assertThatThrownBy(() -> slow.budgets().create(daily(), NOW)).isInstanceOf(BudgetExistsException.class);
        assertThat(status("daily", NOW).budget().amount()).isEqualTo("7");
        assertThat(status("daily", NOW).spent()).isEqualTo("10");
        assertClean();
    }

    @Test
    void of_two_updates_one_is_in_force_and_none_is_lost_halfway() {
        slow.budgets().create(daily(), NOW);
        slow.record(List.of(entry("a", "10")), NOW);
        BudgetSpec storage = daily().category(CostCategory.STORAGE);
        BudgetSpec weekly = daily().period(BudgetPeriod.WEEKLY);
        duringBackfill(() -> store.budgets().update(weekly, NOW));
        slow.budgets().update(storage, NOW);
        BudgetSpec kept = slow.budgets().find("daily").orElseThrow().spec();
        assertThat(kept).isIn(storage, weekly);
        assertThat(status("daily", NOW).spent()).isEqualTo(kept.equals(weekly) ? "10" : "0");
        assertClean();
    }

    @Test
    void a_budget_deleted_in_the_middle_of_its_back_fill_is_created_after_all_and_updated_no_more() {
        duringBackfill(() -> assertThat(store.budgets().delete("daily")).isFalse());
        Budget created = slow.budgets().create(daily(), NOW);
        assertThat(slow.budgets().find("daily")).contains(created);

        duringBackfill(() -> assertThat(store.budgets().delete("daily")).isTrue());
        assertThatThrownBy(() -> slow.budgets().update(daily().category(CostCategory.STORAGE), NOW))
                .isInstanceOf(UnknownBudgetException.class);
        assertThat(slow.budgets().list()).isEmpty();
        assertClean();
    }

    @RepeatedTest(3)
    void balances_are_exact_while_eight_record_hold_commit_and_release() throws Exception {
        SplittableRandom seeds = random();
        List<SplittableRandom> randoms = new ArrayList<>();
        for (int i = 0; i < Race.THREADS; i++) {
            randoms.add(seeds.split());
        }
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger recording = new AtomicInteger(RECORDERS);
        List<List<CostEntry>> entries = Race.run(thread -> {
            SplittableRandom random = randoms.get(thread);
            List<CostEntry> recorded = new ArrayList<>();
            if (thread < RECORDERS) {
                for (int i = 0; i < 60; i++) {
                    work(thread % 2 == 0 ? store : slow, thread + "-" + i, random, recorded);
                }
                over.set(recording.decrementAndGet() == 0);
            } else if (thread < RECORDERS + 3) {
                changeBudgets(thread % 2 == 0 ? store : slow, "b" + thread, random, over);
            }
            return recorded;
        });

        BruteForce bruteForce =
                new BruteForce(entries.stream().flatMap(List::stream).toList());
        List<Hold> holds = new ArrayList<>();
        for (int thread = 0; thread < RECORDERS; thread++) {
            for (int i = 0; i < 60; i++) {
                store.gate().find(thread + "-" + i, NOW).ifPresent(holds::add);
            }
        }
        for (Instant at : List.of(NOW, NOW.minus(1, ChronoUnit.DAYS))) {
            for (BudgetStatus status : store.budgets().statuses(List.of(), at)) {
                BudgetSpec spec = status.budget().spec();
                assertThat(status.spent()).as("spent of %s", spec).isEqualByComparingTo(bruteForce.spent(spec, at));
                assertThat(status.held()).as("held in %s", spec).isEqualByComparingTo(held(status, holds));
            }
        }
        assertClean();
    }

    private static BigDecimal held(BudgetStatus status, List<Hold> holds) {
        return holds.stream()
                .filter(hold -> hold.status() == HoldStatus.HELD
                        && status.period().contains(hold.reservedAt())
                        && hold.isCoveredBy(status.budget()))
                .map(Hold::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void work(CostStore ledger, String id, SplittableRandom random, List<CostEntry> recorded) {
        RandomCosts costs = new RandomCosts(random);
        if (random.nextInt(3) == 0) {
            Posting posting = posting(costs.next(WINDOW).id("e" + id));
            ledger.record(List.of(posting), NOW);
            recorded.add(posting.entry());
            return;
        }
        Map<String, String> tags = random.nextBoolean() ? Map.of("team", "search") : Map.of();
        ledger.gate().reserve(new HoldRequest(id, money("3"), costs.category(), tags, Duration.ofHours(1)), NOW);
        switch (random.nextInt(3)) {
            case 0 -> ledger.gate().release(id, NOW);
            case 1 -> {
                RecordResult result = ledger.gate().commit(HoldCommit.of(id, money("2.5")), NOW);
                recorded.add(((RecordResult.Recorded) result).entry());
            }
            default -> {}
        }
    }

    private static void changeBudgets(CostStore ledger, String id, SplittableRandom random, AtomicBoolean over) {
        RandomCosts costs = new RandomCosts(random);
        BudgetSpec spec = daily().id(id).enforced(false);
        ledger.budgets().create(spec, NOW);
        for (int i = 0; i < 40 && !over.get(); i++) {
            ledger.budgets()
                    .update(
                            spec.category(random.nextBoolean() ? costs.category() : null)
                                    .tags(random.nextInt(3) == 0 ? Map.of("team", "search") : Map.of())
                                    .period(BudgetPeriod.values()[random.nextInt(4)])
                                    .zone(ZoneId.of(random.nextBoolean() ? "Asia/Kolkata" : "UTC")),
                            NOW);
            if (random.nextInt(4) == 0) {
                ledger.budgets().delete(id);
                ledger.budgets().create(spec, NOW);
            }
        }
    }
}
