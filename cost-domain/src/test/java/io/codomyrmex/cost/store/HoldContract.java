package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.gate.BudgetVerdict;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldConflictException;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.gate.SpendAnswer;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store must answer to a reservation. */
abstract class HoldContract extends HoldFixture {

    private static final String SMALLEST = "0.000000000000000001";

    @Test
    void a_hold_that_fills_a_budget_to_its_limit_is_granted_and_the_smallest_amount_more_is_denied() {
        budgets.create(daily("b", "10"), NOW);
        record("e", "4", NOW);
        hold("h", "3.5");

        denied(gate.reserve(request("more", "2.500000000000000001"), NOW));
        granted(gate.reserve(request("rest", "2.5"), NOW));
        denied(gate.reserve(request("drop", SMALLEST), NOW));
        granted(gate.reserve(request("nothing", "0"), NOW));
        assertSpentAndHeld("b", NOW, "4", "6");
        assertThat(status("b", NOW).remaining()).isEqualByComparingTo("0");
    }

    @Test
    void a_grant_gives_the_hold_and_what_each_budget_said_before_it() {
        budgets.create(daily("b", "10"), NOW);
        record("e", "1", NOW);
        hold("before", "2");

        SpendDecision.Granted granted = granted(gate.reserve(request("h", "3.50"), NOW));

        assertThat(granted.hold())
                .isEqualTo(
                        new Hold("h", money("3.5"), CostCategory.COMPUTE, SEARCH, NOW, NOW.plus(TTL), HoldStatus.HELD));
        assertThat(granted.spendable()).contains(granted.hold());
        assertThat(granted.answer().allowed()).isTrue();
        assertVerdict(granted.answer().budgets().get(0), "b", "10", "1", "2", "7", "2026-11-26T00:00:00Z", false);
        assertThat(gate.find("h", NOW)).contains(granted.hold());
    }

    @Test
    void a_denial_names_every_applicable_budget_and_the_one_that_binds() {
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");
        budgets.create(BudgetSpec.of("all", money("100"), BudgetPeriod.MONTHLY).zone(tokyo), NOW);
        budgets.create(daily("compute", "10").category(CostCategory.COMPUTE), NOW);
        budgets.create(BudgetSpec.of("search", money("8"), BudgetPeriod.HOURLY).tags(SEARCH), NOW);
        budgets.create(daily("storage", "0").category(CostCategory.STORAGE), NOW);
        budgets.create(daily("ads", "0").tags(Map.of("team", "ads")), NOW);
        budgets.create(daily("alert_only", "1").enforced(false), NOW);
        record("earlier", "2.25", NOW.minus(Duration.ofHours(1)));
        hold("h", "4");

        SpendDecision.Denied denied = denied(gate.reserve(request("big", "5"), NOW));

        List<BudgetVerdict> verdicts = denied.answer().budgets();
        assertThat(denied.answer().allowed()).isFalse();
        assertThat(verdicts).hasSize(3);
        assertVerdict(verdicts.get(0), "all", "100", "2.25", "4", "93.75", "2026-11-30T15:00:00Z", false);
        assertVerdict(verdicts.get(1), "compute", "10", "2.25", "4", "3.75", "2026-11-26T00:00:00Z", true);
        assertVerdict(verdicts.get(2), "search", "8", "0", "4", "4", "2026-11-25T11:00:00Z", true);
        assertThat(denied.answer().binding()).contains(verdicts.get(1));
        assertThat(denied.reason()).contains("compute", "3.75", "10", "5");
    }

    private static void assertVerdict(
            BudgetVerdict verdict,
            String id,
            String limit,
            String spent,
            String held,
            String remaining,
            String periodEnd,
            boolean exceeded) {
        assertThat(verdict.status().budget().id()).isEqualTo(id);
        assertThat(verdict.status().budget().amount()).isEqualByComparingTo(limit);
        assertThat(verdict.status().spent()).isEqualByComparingTo(spent);
        assertThat(verdict.status().held()).isEqualByComparingTo(held);
        assertThat(verdict.status().remaining()).isEqualByComparingTo(remaining);
        assertThat(verdict.status().period().end()).isEqualTo(Instant.parse(periodEnd));
        assertThat(verdict.exceeded()).as("exceeded " + id).isEqualTo(exceeded);
    }

    @Test
    void a_denial_holds_nothing_and_leaves_the_id_free() {
        budgets.create(daily("b", "10"), NOW);

        assertThat(denied(gate.reserve(request("h", "11"), NOW)).spendable()).isEmpty();

        assertSpentAndHeld("b", NOW, "0", "0");
        assertThat(gate.find("h", NOW)).isEmpty();
        granted(gate.reserve(request("h", "10"), NOW));
    }

    @Test
    void an_alert_only_budget_never_denies_but_shows_what_is_held() {
        budgets.create(daily("b", "1").enforced(false), NOW);

        SpendDecision.Granted granted = granted(gate.reserve(request("h", "5"), NOW));

        assertThat(granted.answer().allowed()).isTrue();
        assertSpentAndHeld("b", NOW, "0", "5");
        assertThat(status("b", NOW).remaining()).isEqualByComparingTo("-4");
        SpendAnswer asked = budgets.ask(BigDecimal.ONE, new SpendScope.Named("b"), NOW);
        assertThat(asked.allowed()).isTrue();
        assertThat(asked.budgets())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.status().held()).isEqualByComparingTo("5"));
    }

    @Test
    void where_no_budget_applies_everything_is_granted() {
        budgets.create(daily("b", "0").category(CostCategory.STORAGE), NOW);

        SpendDecision.Granted granted = granted(gate.reserve(request("h", "99999999999999999999"), NOW));

        assertThat(granted.answer().budgets()).isEmpty();
    }

    @Test
    void held_money_is_shown_apart_from_spent_money_and_fires_no_alert() {
        budgets.create(daily("b", "10"), NOW);
        record("e", "1", NOW);

        hold("h", "9");

        assertSpentAndHeld("b", NOW, "1", "9");
        assertThat(status("b", NOW).utilization()).isEqualByComparingTo("0.1");
        assertThat(budgets.check(NOW)).isEmpty();
        assertThat(store.find("h")).isEmpty();
    }

    @Test
    void a_zero_budget_allows_nothing_but_zero() {
        budgets.create(daily("b", "0"), NOW);

        denied(gate.reserve(request("drop", SMALLEST), NOW));
        granted(gate.reserve(request("nothing", "0"), NOW));
    }

    @Test
    void an_overspent_budget_grants_zero_and_denies_all_else_until_a_credit_makes_room() {
        budgets.create(daily("b", "10"), NOW);
        record("e", "12", NOW);

        granted(gate.reserve(request("nothing", "0"), NOW));
        denied(gate.reserve(request("drop", SMALLEST), NOW));
        denied(gate.reserve(request("h", "3"), NOW));
        record("credit", "-5", NOW);
        granted(gate.reserve(request("h", "3"), NOW));
        denied(gate.reserve(request("more", SMALLEST), NOW));
    }

    @Test
    void a_hold_counts_in_the_period_in_which_it_was_reserved_and_in_no_other() {
        Instant lastOfDay = Instant.parse("2026-11-25T23:59:59.999999Z");
        Instant nextDay = lastOfDay.plusNanos(1000);
        budgets.create(daily("b", "10"), NOW);

        granted(gate.reserve(request("late", "10"), lastOfDay));

        assertSpentAndHeld("b", lastOfDay, "0", "10");
        assertSpentAndHeld("b", nextDay, "0", "0");
        granted(gate.reserve(request("early", "10"), nextDay));
        denied(gate.reserve(request("more", SMALLEST), nextDay));
    }

    @Test
    void asking_again_with_the_same_id_and_content_gives_the_hold_again_and_holds_nothing_more() {
        budgets.create(daily("b", "10"), NOW);
        Hold first = hold("h", "7.5");

        SpendDecision again = gate.reserve(request("h", "7.50"), NOW.plusSeconds(5));

        assertThat(known(again)).isEqualTo(first);
        assertThat(again.spendable()).contains(first);
        assertSpentAndHeld("b", NOW, "0", "7.5");
    }

    @Test
    void asking_again_gives_the_hold_in_whatever_status_it_is_by_then() {
        hold("released", "1");
        hold("committed", "1");
        hold("expired", "1");
        gate.release("released", NOW);
        gate.commit(commit("committed", "1"), NOW);

        for (HoldStatus status : List.of(HoldStatus.RELEASED, HoldStatus.COMMITTED, HoldStatus.EXPIRED)) {
            SpendDecision again = gate.reserve(request(status.wireName(), "1"), OVER);
            assertThat(known(again).status()).isEqualTo(status);
            assertThat(again.spendable()).as(status.wireName()).isEmpty();
            assertThat(again.isSpendable()).isFalse();
        }
    }

    @Test
    void asking_again_after_the_hold_has_ended_holds_nothing_whether_others_took_the_money_or_not() {
        budgets.create(daily("b", "10"), NOW);
        hold("h1", "10");

        assertThat(gate.reserve(request("h1", "10"), OVER).spendable()).isEmpty();
        assertSpentAndHeld("b", OVER, "0", "0");
        granted(gate.reserve(request("h2", "10"), OVER));
        assertThat(gate.reserve(request("h1", "10"), OVER).spendable()).isEmpty();
        assertSpentAndHeld("b", OVER, "0", "10");

        gate.release("h2", OVER);
        assertThat(gate.reserve(request("h2", "10"), OVER).spendable()).isEmpty();
        gate.commit(commit("h1", "4"), OVER);
        assertThat(gate.reserve(request("h1", "10"), OVER).spendable()).isEmpty();
        assertSpentAndHeld("b", OVER, "4", "0");
    }

    @Test
    void a_hold_is_spendable_to_whoever_asks_again_until_the_moment_it_expires() {
        budgets.create(daily("b", "10"), NOW);
        Hold hold = hold("h", "10");

        assertThat(gate.reserve(request("h", "10"), OVER.minusNanos(1000)).spendable())
                .contains(hold);
        assertThat(gate.reserve(request("h", "10"), OVER).spendable()).isEmpty();
    }

    @Test
    void asking_again_with_the_same_id_and_other_content_is_a_conflict_and_changes_nothing() {
        budgets.create(daily("b", "10"), NOW);
        Hold kept = hold("h", "1");

        for (HoldRequest other : List.of(
                request("h", "2"),
                new HoldRequest("h", BigDecimal.ONE, CostCategory.STORAGE, SEARCH, TTL),
                new HoldRequest("h", BigDecimal.ONE, CostCategory.COMPUTE, Map.of(), TTL))) {
            assertThatThrownBy(() -> gate.reserve(other, NOW))
                    .isInstanceOfSatisfying(
                            HoldConflictException.class,
                            conflict -> assertThat(conflict.hold()).isEqualTo(kept));
        }
        assertThat(gate.find("h", NOW)).contains(kept);
        assertSpentAndHeld("b", NOW, "0", "1");
    }
}
