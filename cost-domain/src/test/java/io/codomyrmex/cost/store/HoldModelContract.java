package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gate of every store against a model that keeps a plain list of holds and looks at each of them every time. */
abstract class HoldModelContract extends HoldFixture {

    private static final List<CostCategory> CATEGORIES =
            List.of(CostCategory.COMPUTE, CostCategory.STORAGE, CostCategory.NETWORK);

    private final List<BudgetSpec> specs = List.of(
            BudgetSpec.of("all", money("40"), BudgetPeriod.HOURLY),
            BudgetSpec.of("compute", money("12"), BudgetPeriod.DAILY).category(CostCategory.COMPUTE),
            BudgetSpec.of("search", money("15"), BudgetPeriod.HOURLY).tags(SEARCH));
    private final Map<String, Hold> holds = new HashMap<>();
    private final List<CostDraft> spends = new ArrayList<>();
    private SplittableRandom random;
    private Instant now;

    @BeforeEach
    void begin() {
        specs.forEach(spec -> budgets.create(spec, NOW));
        random = random();
        now = NOW;
    }

    @Test
    void the_gate_answers_as_if_it_had_looked_at_every_hold_whenever_it_is_asked() {
        for (int i = 0; i < 250; i++) {
            now = now.plusMillis(random.nextInt(90_000));
            switch (random.nextInt(8)) {
                case 0 -> spend(i);
                case 1 -> end(gate::release);
                case 2 ->
                    end((id, at) -> {
                        gate.commit(commit(id, "1"), at);
                        return gate.find(id, at).orElseThrow();
                    });
                case 3 -> reserve(again());
                default -> reserve(request(i));
            }
            // looking ahead, as a clock that is fast does, changes nothing for those who come later
            assertStatuses(now.plusMillis(random.nextInt(120_000)));
            assertStatuses(now);
            assertAnswers(now);
        }
    }

    private HoldRequest request(int number) {
        return new HoldRequest(
                "h" + number,
                BigDecimal.valueOf(random.nextInt(8)),
                CATEGORIES.get(random.nextInt(CATEGORIES.size())),
                random.nextBoolean() ? SEARCH : Map.of(),
                Duration.ofMillis(random.nextInt(1, 600_000)));
    }

    private HoldRequest again() {
        return anyHold()
                .map(hold -> new HoldRequest(hold.id(), hold.amount(), hold.category(), hold.tags(), TTL))
                .orElseGet(() -> request(0));
    }

    private Optional<Hold> anyHold() {
        return holds.isEmpty()
                ? Optional.empty()
                : holds.values().stream().skip(random.nextInt(holds.size())).findFirst();
    }

    private void reserve(HoldRequest request) {
        SpendDecision decision = gate.reserve(request, now);
        Hold before = holds.get(request.id());
        if (before != null) {
            assertThat(known(decision)).isEqualTo(before.asOf(now));
            assertThat(decision.isSpendable()).isEqualTo(before.asOf(now).status() == HoldStatus.HELD);
        } else if (fits(request.amount(), request.grantedAt(now))) {
            Hold hold = granted(decision).hold();
            assertThat(hold).isEqualTo(request.grantedAt(now));
            holds.put(hold.id(), hold);
        } else {
            denied(decision);
        }
    }

    private boolean fits(BigDecimal amount, Hold hold) {
        return amount.signum() == 0
                || specs.stream()
                        .filter(spec -> spec.filter().covers(hold.category(), "", hold.tags()))
                        .allMatch(spec -> amount.compareTo(remaining(spec, now)) <= 0);
    }

    private interface Ending {
        Hold end(String id, Instant at);
    }

    private void end(Ending ending) {
        anyHold().filter(hold -> hold.asOf(now).status() == HoldStatus.HELD).ifPresent(hold -> {
            Hold ended = ending.end(hold.id(), now);
            holds.put(hold.id(), ended);
            if (ended.status() == HoldStatus.COMMITTED) {
                spends.add(CostDraft.of("1")
                        .category(hold.category())
                        .tags(hold.tags())
                        .at(hold.reservedAt()));
            }
        });
    }

    private void spend(int number) {
        CostDraft draft = CostDraft.of(Integer.toString(random.nextInt(-6, 9)))
                .category(CATEGORIES.get(random.nextInt(CATEGORIES.size())))
                .at(now);
        store.record(List.of(draft.complete("e" + number, now)), now);
        spends.add(draft);
    }

    private BigDecimal spent(BudgetSpec spec, Instant at) {
        return new BruteForce(spends.stream()
                        .map(draft -> draft.complete("e", at).entry())
                        .toList())
                .spent(spec, at);
    }

    private BigDecimal held(BudgetSpec spec, Instant at) {
        return holds.values().stream()
                .filter(hold -> hold.asOf(at).status() == HoldStatus.HELD)
                .filter(hold -> spec.filter().covers(hold.category(), "", hold.tags()))
                .filter(hold -> spec.period().containing(at, spec.zone()).contains(hold.reservedAt()))
                .map(Hold::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal remaining(BudgetSpec spec, Instant at) {
        return spec.amount().subtract(spent(spec, at)).subtract(held(spec, at));
    }

    private void assertStatuses(Instant at) {
        List<BudgetStatus> statuses = budgets.statuses(List.of(), at);
        for (int i = 0; i < specs.size(); i++) {
            BudgetSpec spec = specs.get(i);
            assertThat(statuses.get(i).spent()).as("spent of " + spec.id()).isEqualByComparingTo(spent(spec, at));
            assertThat(statuses.get(i).held()).as("held in " + spec.id()).isEqualByComparingTo(held(spec, at));
        }
    }

    /** Zero, what is left of the fullest budget, and a bit more. */
    private void assertAnswers(Instant at) {
        BigDecimal left = specs.stream()
                .map(spec -> remaining(spec, at))
                .reduce(BigDecimal::min)
                .orElseThrow();
        for (BigDecimal amount : List.of(
                BigDecimal.ZERO,
                left.max(BigDecimal.ZERO),
                left.max(BigDecimal.ZERO).add(money("0.01")))) {
            boolean expected = amount.signum() == 0 || amount.compareTo(left) <= 0;
            assertThat(budgets.allows(amount, SpendScope.ALL, at))
                    .as(amount + " of " + left)
                    .isEqualTo(expected);
            assertThat(budgets.ask(amount, SpendScope.ALL, at).allowed()).isEqualTo(expected);
        }
    }
}
