package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.gate.HoldConflictException;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must keep to when many reserve, commit and release at once, half of them on another handle. */
abstract class HoldRaceContract extends HoldFixture {

    private static final List<CostCategory> CATEGORIES =
            List.of(CostCategory.COMPUTE, CostCategory.STORAGE, CostCategory.NETWORK, CostCategory.OTHER);

    private CostStore other;

    @BeforeEach
    void openAnother() {
        other = adapter().another(store);
    }

    @AfterEach
    void closeAnother() {
        if (other != store) {
            other.close();
        }
    }

    private SpendGate gate(int number) {
        return number % 2 == 0 ? gate : other.gate();
    }

    @Test
    void of_a_thousand_reservations_of_one_exactly_a_hundred_fit_into_a_hundred() throws Exception {
        budgets.create(daily("b", "100.00"), NOW);
        List<Supplier<SpendDecision>> reserving = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            HoldRequest request = request("h" + i, "1.00");
            SpendGate handle = gate(i);
            reserving.add(() -> handle.reserve(request, NOW));
        }

        List<SpendDecision> decisions = together(reserving);

        assertThat(decisions)
                .filteredOn(SpendDecision.Granted.class::isInstance)
                .hasSize(100);
        decisions.forEach(HoldFixture::assertJustified);
        assertSpentAndHeld("b", NOW, "0", "100");
        assertThat(status("b", NOW).remaining()).isEqualByComparingTo("0");
    }

    @Test
    void ten_overlapping_budgets_that_bind_at_different_times_are_filled_and_none_is_over() throws Exception {
        List<BudgetSpec> specs = new ArrayList<>();
        specs.add(daily("all", "150"));
        specs.add(BudgetSpec.of("all_monthly", money("170"), BudgetPeriod.MONTHLY));
        specs.add(BudgetSpec.of("all_hourly", money("145"), BudgetPeriod.HOURLY));
        specs.add(daily("compute", "20").category(CostCategory.COMPUTE));
        specs.add(daily("storage", "60").category(CostCategory.STORAGE));
        specs.add(daily("network", "33").category(CostCategory.NETWORK));
        specs.add(daily("team_0", "25").tags(Map.of("team", "0")));
        specs.add(daily("team_1", "70").tags(Map.of("team", "1")));
        specs.add(daily("blue", "52").tags(Map.of("env", "blue")));
        specs.add(daily("team_2_other", "9").category(CostCategory.OTHER).tags(Map.of("team", "2")));
        specs.forEach(spec -> budgets.create(spec, NOW));
        SplittableRandom random = random();
        List<HoldRequest> requests = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Map<String, String> tags =
                    Map.of("team", "" + random.nextInt(4), "env", random.nextBoolean() ? "blue" : "green");
            requests.add(new HoldRequest("h" + i, BigDecimal.ONE, CATEGORIES.get(random.nextInt(4)), tags, TTL));
        }
        List<Supplier<SpendDecision>> reserving = new ArrayList<>();
        for (HoldRequest request : requests) {
            SpendGate handle = gate(reserving.size());
            reserving.add(() -> handle.reserve(request, NOW));
        }

        List<SpendDecision> decisions = together(reserving);

        decisions.forEach(HoldFixture::assertJustified);
        Set<String> bound = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            HoldRequest request = requests.get(i);
            if (decisions.get(i) instanceof SpendDecision.Denied denied) {
                bound.add(denied.answer()
                        .binding()
                        .orElseThrow()
                        .status()
                        .budget()
                        .id());
                // nothing was freed meanwhile, so what did not fit then does not fit now: not a cent was left unused
                assertThat(budgets.ask(BigDecimal.ONE, new SpendScope.Covering(request.category(), request.tags()), NOW)
                                .allowed())
                        .as(request.toString())
                        .isFalse();
            }
        }
        assertThat(bound).as("budgets that bound").hasSizeGreaterThan(3);
        for (BudgetStatus status : budgets.statuses(List.of(), NOW)) {
            long covered = decisions.stream()
                    .filter(SpendDecision.Granted.class::isInstance)
                    .filter(granted -> ((SpendDecision.Granted) granted).hold().isCoveredBy(status.budget()))
                    .count();
            assertThat(status.held()).as(status.toString()).isEqualByComparingTo(BigDecimal.valueOf(covered));
            assertThat(status.remaining().signum()).as(status.toString()).isNotNegative();
        }
    }

    @Test
    void of_a_commit_and_a_release_of_the_same_hold_exactly_one_wins() throws Exception {
        int holds = 200;
        budgets.create(daily("b", "1000"), NOW);
        List<Supplier<Object>> ending = new ArrayList<>();
        for (int i = 0; i < holds; i++) {
            String id = hold("h" + i, "1").id();
            SpendGate one = gate(i / 2);
            SpendGate another = gate(i / 4);
            Supplier<Object> committing = () -> commitOrConflict(one, id);
            Supplier<Object> releasing = () -> another.release(id, NOW).status();
            ending.addAll(i % 2 == 0 ? List.of(committing, releasing) : List.of(releasing, committing));
        }

        List<Object> ends = together(ending);

        int committed = 0;
        for (int i = 0; i < holds; i++) {
            List<Object> both = List.of(ends.get(2 * i), ends.get(2 * i + 1));
            HoldStatus status = gate.find("h" + i, NOW).orElseThrow().status();
            boolean spent = store.find("h" + i).isPresent();
            if (spent) {
                committed++;
                assertThat(status).isEqualTo(HoldStatus.COMMITTED);
                assertThat(both).containsExactlyInAnyOrder("recorded", HoldStatus.COMMITTED);
            } else {
                assertThat(status).isEqualTo(HoldStatus.RELEASED);
                assertThat(both).containsExactlyInAnyOrder("conflict", HoldStatus.RELEASED);
            }
        }
        assertSpentAndHeld("b", NOW, Integer.toString(committed), "0");
    }

    private static Object commitOrConflict(SpendGate gate, String id) {
        try {
            return gate.commit(commit(id, "1"), NOW).status();
        } catch (HoldConflictException e) {
            return "conflict";
        }
    }

    @Test
    void a_hold_that_many_reserve_and_commit_at_once_is_held_once_and_spent_once() throws Exception {
        budgets.create(daily("b", "100"), NOW);
        List<Supplier<SpendDecision>> reserving = new ArrayList<>();
        List<Supplier<Object>> committing = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String id = "h" + i % 10;
            SpendGate handle = gate(i / 10);
            reserving.add(() -> handle.reserve(request(id, "10"), NOW));
            committing.add(() -> commitOrConflict(handle, id));
        }

        List<SpendDecision> decisions = together(reserving);
        assertThat(decisions)
                .allMatch(SpendDecision::isSpendable)
                .filteredOn(SpendDecision.Granted.class::isInstance)
                .hasSize(10);
        assertSpentAndHeld("b", NOW, "0", "100");

        List<Object> results = together(committing);
        assertThat(results).filteredOn("recorded"::equals).hasSize(10);
        assertThat(results).filteredOn("duplicate"::equals).hasSize(390);
        assertSpentAndHeld("b", NOW, "10", "0");
    }

    @Test
    void budgets_that_are_created_and_refiltered_in_the_middle_hold_exactly_what_they_cover() throws Exception {
        List<Supplier<Object>> work = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String id = "h" + i;
            CostCategory category = CATEGORIES.get(i % 4);
            SpendGate handle = gate(i);
            work.add(() -> {
                handle.reserve(new HoldRequest(id, BigDecimal.ONE, category, SEARCH, TTL), NOW);
                return switch (id.hashCode() & 3) {
                    case 0 -> handle.release(id, NOW);
                    case 1 -> handle.commit(commit(id, "0.5"), NOW);
                    default -> id;
                };
            });
            if (i % 60 == 30) {
                String budget = "b" + i;
                work.add(() -> budgets.create(daily(budget, "1000"), NOW));
                work.add(() -> budgets.create(daily(budget + "_moving", "1000").category(CATEGORIES.get(0)), NOW));
            } else if (i % 60 == 59) {
                String budget = "b" + (i - 29) + "_moving";
                // far behind the budget's creation in the queue of tasks, though perhaps not in time
                work.add(() -> budgets.find(budget).isEmpty()
                        ? budget
                        : budgets.update(daily(budget, "1000").category(CATEGORIES.get(1)), NOW));
            }
        }

        together(work);

        assertThat(store.verify().differences()).isEmpty();
        String spent = status("b30", NOW).spent().toPlainString();
        String held = status("b30", NOW).held().toPlainString();
        for (int i = 90; i < 600; i += 60) {
            assertSpentAndHeld("b" + i, NOW, spent, held);
        }
    }
}
