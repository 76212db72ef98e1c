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
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Budgets, and the counters that always equal the ledger. */
abstract class BudgetContract extends StoreContract {

    private static final BudgetSpec FULL = new BudgetSpec(
            "größe-1",
            "It's the \"Größe\" 🧾",
            money("12345678901234567890.123456789012345678"),
            BudgetPeriod.WEEKLY,
            ZoneId.of("Australia/Lord_Howe"),
            new CostFilter(CostCategory.COMPUTE, null, Map.of("te'am", " \"x\"\n", "b", "")),
            List.of(money("0.000000000000000001"), money("0.5"), money("1000")),
            false);

    @Test
    void a_budget_comes_back_as_it_was_created() {
        Budget created = store.budgets().create(FULL, NOW.plusNanos(123));

        assertThat(created.spec()).isEqualTo(FULL);
        assertThat(created.since()).isEqualTo(NOW);
        assertThat(store.budgets().find(FULL.id())).contains(created);
        assertThat(store.budgets().list()).containsExactly(created);
        assertThat(store.budgets().find("grösse-1")).isEmpty();
        create(daily().alertThresholds(List.of()));
        assertThat(store.budgets().find("daily").orElseThrow().spec().alertThresholds())
                .isEmpty();
    }

    @Test
    void a_taken_id_is_refused_and_the_budget_stays() {
        Budget first = create(daily());

        assertThatThrownBy(() -> create(daily().amount(money("5"))))
                .isInstanceOfSatisfying(
                        BudgetExistsException.class,
                        e -> assertThat(e.budgetId()).isEqualTo("daily"));
        assertThat(store.budgets().list()).containsExactly(first);
    }

    @Test
    void budgets_are_listed_in_the_order_of_their_ids() {
        for (String id : List.of("b", "a-1", "é", "B", "a_1", "a 1", "10", "9")) {
            create(daily().id(id));
        }
        List<String> expected = List.of("10", "9", "B", "a 1", "a-1", "a_1", "b", "é");
        assertThat(store.budgets().list()).extracting(Budget::id).isEqualTo(expected);
        assertThat(store.budgets().statuses(List.of(), NOW))
                .extracting(status -> status.budget().id())
                .isEqualTo(expected);
        assertThat(store.budgets().statuses(List.of("b", "9"), NOW))
                .extracting(status -> status.budget().id())
                .containsExactly("b", "9");
    }

    @Test
    void what_is_not_there_cannot_be_changed_asked_or_deleted() {
        create(daily());
        assertThatThrownBy(() -> store.budgets().update(daily().id("other"), NOW))
                .isInstanceOfSatisfying(
                        UnknownBudgetException.class,
                        e -> assertThat(e.budgetId()).isEqualTo("other"));
        assertThatThrownBy(() -> store.budgets().statuses(List.of("daily", "other"), NOW))
                .isInstanceOf(UnknownBudgetException.class);
        assertThat(store.budgets().delete("other")).isFalse();
        assertThat(store.budgets().list()).hasSize(1);
    }

    @Test
    void a_deleted_budget_leaves_nothing_behind_for_one_of_the_same_id() {
        Budget first = create(daily());
        spend("95", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.5", "0.8", "0.9");

        assertThat(store.budgets().delete("daily")).isTrue();
        assertThat(store.budgets().find("daily")).isEmpty();
        assertThat(check(NOW)).isEmpty();
        spend("1", NOW.plusSeconds(1), NOW.plusSeconds(1));
        Budget second = create(daily());

        assertThat(second.revision()).isNotEqualTo(first.revision());
        assertThat(status("daily", NOW).spent()).isEqualTo("96");
        assertThat(check(NOW)).containsExactly("0.5", "0.8", "0.9");
        assertClean();
    }

    @Test
    void a_status_tells_spent_remaining_and_utilization_of_the_period_asked_for() {
        create(daily());
        spend("25.5", NOW, NOW);
        spend("200", NOW.minus(1, ChronoUnit.DAYS), NOW);

        BudgetStatus today = status("daily", NOW);
        assertThat(today.period())
                .isEqualTo(new TimeRange(Instant.parse("2026-11-25T00:00:00Z"), Instant.parse("2026-11-26T00:00:00Z")));
        assertThat(today.spent()).isEqualTo("25.5");
        assertThat(today.held()).isEqualTo("0");
        assertThat(today.remaining()).isEqualTo("74.5");
        assertThat(today.utilization()).isEqualTo("0.255");
        BudgetStatus yesterday = status("daily", NOW.minus(1, ChronoUnit.DAYS));
        assertThat(yesterday.remaining()).isEqualTo("-100");
        assertThat(status("daily", NOW.plus(1, ChronoUnit.DAYS)).spent()).isEqualTo("0");
    }

    @Test
    void counters_equal_the_ledger_whether_the_budget_came_before_or_after_the_entries() {
        SplittableRandom random = random();
        RandomCosts costs = new RandomCosts(random);
        TimeRange window = new TimeRange(Instant.parse("2010-10-25T00:00:00Z"), Instant.parse("2010-11-20T00:00:00Z"));
        List<BudgetSpec> specs = new ArrayList<>();
        for (ZoneId zone : SummaryContract.ZONES) {
            for (BudgetPeriod period : BudgetPeriod.values()) {
                CostFilter filter = costs.filter();
                specs.add(daily().id("b" + specs.size())
                        .period(period)
                        .zone(zone)
                        .filter(new CostFilter(filter.category(), null, filter.tags())));
            }
        }
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            postings.add(posting(costs.next(window)));
        }
        specs.forEach(spec -> create(spec.id(spec.id() + " before")));
        store.record(postings.subList(0, 300), NOW);
        specs.forEach(spec -> create(spec.id(spec.id() + " between")));
        store.record(postings.subList(300, 600), NOW);
        specs.forEach(spec -> create(spec.id(spec.id() + " after")));

        BruteForce bruteForce =
                new BruteForce(postings.stream().map(Posting::entry).toList());
        for (int i = 0; i < 50; i++) {
            Instant at = costs.instant(window, ChronoUnit.MICROS);
            Map<BudgetSpec, BigDecimal> actual = new LinkedHashMap<>();
            Map<BudgetSpec, BigDecimal> expected = new LinkedHashMap<>();
            for (BudgetStatus status : store.budgets().statuses(List.of(), at)) {
                BudgetSpec spec = status.budget().spec();
                actual.put(spec, status.spent());
                expected.put(spec, bruteForce.spent(spec, at));
            }
            assertThat(actual).as("at %s", at).hasSize(3 * specs.size()).isEqualTo(expected);
        }
        assertClean();
    }

    @Test
    void a_new_amount_or_name_keeps_revision_and_counters() {
        Budget before = create(daily());
        spend("50", NOW, NOW);
        BudgetSpec changed =
                daily().name("Other").amount(money("60")).enforced(false).alertThresholds(List.of(money("0.7")));

        Budget after = store.budgets().update(changed, NOW.plusSeconds(60));

        assertThat(after).isEqualTo(new Budget(changed, before.revision(), before.since()));
        assertThat(store.budgets().find("daily")).contains(after);
        assertThat(status("daily", NOW).spent()).isEqualTo("50");
        assertThat(status("daily", NOW).remaining()).isEqualTo("10");
        assertClean();
    }

    @Test
    void a_new_filter_period_or_zone_begins_a_revision_with_counters_of_its_own() {
        create(daily());
        offer(
                CostDraft.of("1").id("a").category(CostCategory.STORAGE),
                CostDraft.of("2").id("b").tag("team", "x"),
                CostDraft.of("4").id("c").at(NOW.minus(1, ChronoUnit.DAYS)),
                CostDraft.of("8").id("d").at(Instant.parse("2026-11-24T18:30:00Z")),
                CostDraft.of("16").id("e").at(Instant.parse("2026-11-24T18:29:59.999999Z")));

        assertRevision(daily().category(CostCategory.STORAGE), "1");
        assertRevision(daily().tags(Map.of("team", "x")), "2");
        assertRevision(daily().period(BudgetPeriod.WEEKLY), "31");
        assertRevision(daily().zone(ZoneId.of("Asia/Kolkata")), "11");
        assertRevision(daily(), "3");
    }

    private void assertRevision(BudgetSpec spec, String spent) {
        Budget before = store.budgets().find("daily").orElseThrow();
        Instant later = before.since().plusSeconds(1);
        Budget after = store.budgets().update(spec, later);
        assertThat(after.spec()).isEqualTo(spec);
        assertThat(after.revision()).isGreaterThan(before.revision());
        assertThat(after.since()).isEqualTo(later);
        assertThat(status("daily", NOW).spent()).isEqualTo(spent);
        assertClean();
    }

    @Test
    void ten_thousand_random_offers_leave_every_sum_right() {
        SplittableRandom random = random();
        RandomCosts costs = new RandomCosts(random);
        TimeRange window = new TimeRange(NOW.minus(20, ChronoUnit.DAYS), NOW.plus(2, ChronoUnit.DAYS));
        create(daily());
        create(daily().id("kolkata").zone(ZoneId.of("Asia/Kolkata")).category(CostCategory.STORAGE));
        create(daily().id("hours").period(BudgetPeriod.HOURLY).tags(Map.of("team", "search")));
        List<Posting> offered = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO;
        for (int batch = 0; batch < 40; batch++) {
            List<Posting> postings = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                boolean repeat = !offered.isEmpty() && random.nextInt(8) == 0;
                Posting posting = repeat ? offered.get(random.nextInt(offered.size())) : posting(costs.next(window));
                postings.add(posting);
                if (!repeat) {
                    offered.add(posting);
                    total = total.add(posting.entry().amount());
                }
            }
            store.record(postings, NOW);
        }
        Verification verification = store.verify();
        assertThat(verification.differences()).isEmpty();
        assertThat(verification.entries()).isEqualTo(offered.size());
        assertThat(verification.total()).isEqualByComparingTo(total);
        assertThat(verification.sums()).isGreaterThan(1_000);
        assertThat(total()).isEqualByComparingTo(total);
    }
}
