package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetExistsException;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Races, half of the threads on one handle and half on another. */
abstract class ConcurrencyContract extends StoreContract {

    private CostStore other;

    @BeforeEach
    void openAnother() {
        other = adapter().another(store);
    }

    @AfterEach
    void closeAnother() {
        other.close();
    }

    private CostStore handle(int thread) {
        return thread % 2 == 0 ? store : other;
    }

    private static List<String> statuses(List<List<RecordResult>> results) {
        return results.stream()
                .flatMap(List::stream)
                .map(RecordResult::status)
                .sorted()
                .toList();
    }

    private static List<String> expected(int recorded, int duplicates, int conflicts) {
        List<String> expected = new ArrayList<>(Collections.nCopies(conflicts, "conflict"));
        expected.addAll(Collections.nCopies(duplicates, "duplicate"));
        expected.addAll(Collections.nCopies(recorded, "recorded"));
        return expected;
    }

    @RepeatedTest(5)
    void of_sixteen_that_offer_the_same_one_is_recorded() throws Exception {
        create(daily());
        Posting posting = posting(CostDraft.of("1").id("a"));
        assertThat(statuses(Race.run(thread -> handle(thread).record(List.of(posting), NOW))))
                .isEqualTo(expected(1, 15, 0));
        assertThat(total()).isEqualTo("1");
        assertThat(status("daily", NOW).spent()).isEqualTo("1");
        assertClean();
    }

    @RepeatedTest(5)
    void of_sixteen_that_offer_different_things_under_one_id_one_is_recorded() throws Exception {
        create(daily());
        List<List<RecordResult>> results = Race.run(thread -> handle(thread)
                .record(List.of(posting(CostDraft.of("1." + (10 + thread)).id("a"))), NOW));
        assertThat(statuses(results)).isEqualTo(expected(1, 0, 15));
        CostEntry stored = store.find("a").orElseThrow();
        assertThat(results).allSatisfy(result -> {
            if (result.get(0) instanceof RecordResult.Conflict conflict) {
                assertThat(conflict.stored()).isEqualTo(stored);
            }
        });
        assertThat(total()).isEqualTo(stored.amount());
        assertThat(status("daily", NOW).spent()).isEqualTo(stored.amount());
    }

    @RepeatedTest(3)
    void batches_with_the_same_ids_in_opposite_order_do_not_hinder_each_other() throws Exception {
        create(daily());
        int size = 40;
        List<List<RecordResult>> results = Race.run(thread -> {
            List<Posting> batch = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                batch.add(posting(CostDraft.of("1").id("n" + i)));
            }
            if (thread % 4 >= 2) {
                Collections.reverse(batch);
            }
            return handle(thread).record(batch, NOW);
        });
        assertThat(statuses(results)).isEqualTo(expected(size, 15 * size, 0));
        assertThat(total()).isEqualByComparingTo("" + size);
        assertThat(status("daily", NOW).spent()).isEqualByComparingTo("" + size);
        assertClean();
    }

    @Test
    void every_alert_goes_to_one_of_sixteen_checkers() throws Exception {
        store.budgets().create(daily().period(BudgetPeriod.HOURLY), NOW.minus(1, ChronoUnit.HOURS));
        for (int round = 0; round < 100; round++) {
            Instant now = NOW.plus(round, ChronoUnit.HOURS);
            Posting first = CostDraft.of("85").id("a" + round).complete("unused", now);
            Posting second = CostDraft.of("15").id("b" + round).complete("unused", now);
            store.record(List.of(first), now);
            List<BudgetAlert> alerts = new ArrayList<>();
            Race.run(thread -> {
                        if (thread == 7) {
                            other.record(List.of(second), now);
                        }
                        return handle(thread).budgets().check(now);
                    })
                    .forEach(alerts::addAll);
            alerts.addAll(other.budgets().check(now));
            assertThat(thresholds(alerts)).as("round %s", round).containsExactlyInAnyOrder("0.5", "0.8", "0.9", "1");
            assertThat(alerts).allMatch(alert -> alert.periodStart().equals(now.truncatedTo(ChronoUnit.HOURS)));
        }
        assertThat(store.budgets().alerts(1_000)).hasSize(400);
    }

    @Test
    void of_sixteen_that_look_for_what_is_due_one_fires_it() throws Exception {
        create(daily().period(BudgetPeriod.HOURLY));
        for (int round = 1; round <= 20; round++) {
            Instant now = NOW.plus(round, ChronoUnit.HOURS);
            spend("85", now, NOW);
            List<Integer> fired = Race.run(thread -> handle(thread).budgets().fireDue(now));
            assertThat(fired.stream().mapToInt(Integer::intValue).sum())
                    .as("round %s", round)
                    .isEqualTo(2);
            assertThat(store.budgets().alerts(1_000)).hasSize(2 * round);
        }
    }

    @Test
    void sums_stay_right_while_sixteen_record_and_budgets_come_change_and_go() throws Exception {
        SplittableRandom seeds = random();
        List<SplittableRandom> randoms = new ArrayList<>();
        for (int i = 0; i < Race.THREADS; i++) {
            randoms.add(seeds.split());
        }
        TimeRange window = new TimeRange(NOW.minus(3, ChronoUnit.DAYS), NOW.plus(1, ChronoUnit.DAYS));
        List<List<Posting>> offered = Race.run(thread -> {
            SplittableRandom random = randoms.get(thread);
            RandomCosts costs = new RandomCosts(random);
            List<Posting> postings = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                CostDraft draft = costs.next(window);
                Posting posting = posting(draft.id(thread + " " + draft.id()));
                postings.add(posting);
                handle(thread).record(List.of(posting), NOW);
                if (i % 5 == 0) {
                    changeBudgets(handle(thread).budgets(), random, costs);
                }
            }
            return postings;
        });

        assertClean();
        BruteForce bruteForce = new BruteForce(
                offered.stream().flatMap(List::stream).map(Posting::entry).toList());
        assertThat(total())
                .isEqualTo(bruteForce.summary(TimeRange.ALL, CostFilter.ALL).total());
        for (BudgetStatus status : other.budgets().statuses(List.of(), NOW)) {
            assertThat(status.spent())
                    .isEqualTo(bruteForce.spent(status.budget().spec(), NOW));
        }
    }

    private static void changeBudgets(BudgetStore budgets, SplittableRandom random, RandomCosts costs) {
        BudgetSpec spec = daily().id("b" + random.nextInt(4))
                .zone(ZoneId.of(random.nextBoolean() ? "Asia/Kolkata" : "UTC"))
                .category(random.nextBoolean() ? costs.category() : null)
                .tags(random.nextInt(3) == 0 ? Map.of("team", "search") : Map.of())
                .period(BudgetPeriod.values()[random.nextInt(BudgetPeriod.values().length)]);
        try {
            switch (random.nextInt(3)) {
                case 0 -> budgets.create(spec, NOW);
                case 1 -> budgets.update(spec.category(CostCategory.STORAGE), NOW);
                default -> budgets.delete(spec.id());
            }
        } catch (BudgetExistsException | UnknownBudgetException e) {
            assertThat(e).hasMessageContaining(spec.id()); // another thread was first
        }
    }
}
