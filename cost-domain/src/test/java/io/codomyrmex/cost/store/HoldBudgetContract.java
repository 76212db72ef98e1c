package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds and changes of budgets must make of each other in every store. */
abstract class HoldBudgetContract extends HoldFixture {

    private static final Map<String, String> ADS = Map.of("team", "ads");

    /** Live holds of 1 (search, compute), 2 (search, storage), 4 (ads, compute), and one of each other status. */
    @BeforeEach
    void hold_money() {
        hold("search compute", "1");
        hold("search storage", CostCategory.STORAGE, SEARCH, "2", TTL);
        hold("ads compute", CostCategory.COMPUTE, ADS, "4", TTL);
        hold("short", CostCategory.COMPUTE, SEARCH, "8", Duration.ofMillis(1));
        hold("released", "16");
        hold("committed", "32");
        gate.release("released", NOW);
        gate.commit(commit("committed", "64"), NOW);
    }

    private void hold(String id, CostCategory category, Map<String, String> tags, String amount, Duration ttl) {
        granted(gate.reserve(new HoldRequest(id, money(amount), category, tags, ttl), NOW));
    }

    private Instant soon() {
        return NOW.plusMillis(1); // "short" is over, and no reservation came that would note it down
    }

    @Test
    void a_new_budget_holds_what_it_covers_of_the_live_holds() {
        budgets.create(daily("all", "100"), soon());
        budgets.create(daily("compute", "100").category(CostCategory.COMPUTE), soon());
        budgets.create(daily("ads", "100").tags(ADS), soon());
        budgets.create(daily("none", "100").category(CostCategory.NETWORK), soon());

        assertSpentAndHeld("all", soon(), "64", "7");
        assertSpentAndHeld("compute", soon(), "64", "5");
        assertSpentAndHeld("ads", soon(), "0", "4");
        assertSpentAndHeld("none", soon(), "0", "0");
        assertThat(store.verify().differences()).isEmpty();
        denied(gate.reserve(request("more", "29.01"), soon()));
        granted(gate.reserve(request("fits", "29"), soon()));
        assertSpentAndHeld("all", soon(), "64", "36");
    }

    @Test
    void a_new_budget_sees_its_holds_end() {
        budgets.create(daily("all", "100"), soon());

        gate.release("search compute", soon());
        gate.commit(commit("search storage", "2"), soon());
        assertSpentAndHeld("all", soon(), "66", "4");
        assertSpentAndHeld("all", OVER, "66", "0");
        granted(gate.reserve(request("fits", "34"), OVER));
    }

    @Test
    void a_refiltered_budget_holds_what_it_covers_now() {
        budgets.create(daily("b", "100").category(CostCategory.STORAGE), soon());
        assertSpentAndHeld("b", soon(), "0", "2");

        budgets.update(daily("b", "100").tags(ADS), soon());
        assertSpentAndHeld("b", soon(), "0", "4");
        gate.release("search storage", soon());
        gate.release("ads compute", soon());
        assertSpentAndHeld("b", soon(), "0", "0");
        budgets.update(daily("b", "100"), soon());
        assertSpentAndHeld("b", soon(), "64", "1");
    }

    @Test
    void a_budget_of_another_period_or_zone_holds_where_the_holds_fall_now() {
        budgets.create(daily("b", "100"), soon());

        budgets.update(daily("b", "100").period(BudgetPeriod.HOURLY), soon());
        assertSpentAndHeld("b", soon(), "64", "7");
        assertSpentAndHeld("b", NOW.minus(Duration.ofHours(1)), "0", "0");
        budgets.update(daily("b", "100").zone(ZoneId.of("Asia/Kolkata")), soon());
        assertSpentAndHeld("b", Instant.parse("2026-11-25T18:29:59Z"), "64", "0");
        assertSpentAndHeld("b", soon(), "64", "7");
        gate.release("ads compute", soon());
        assertSpentAndHeld("b", soon(), "64", "3");
    }

    @Test
    void a_changed_amount_decides_from_then_on_and_leaves_what_is_held() {
        budgets.create(daily("b", "100").tags(ADS), soon());

        budgets.update(daily("b", "3").tags(ADS), soon());
        assertSpentAndHeld("b", soon(), "0", "4");
        assertThat(status("b", soon()).remaining()).isEqualByComparingTo("-1");
        HoldRequest one = new HoldRequest("one", money("1"), CostCategory.OTHER, ADS, TTL);
        denied(gate.reserve(one, soon()));
        budgets.update(daily("b", "5").tags(ADS), soon());
        granted(gate.reserve(one, soon()));
    }

    @Test
    void a_budget_denies_only_while_it_is_enforced() {
        budgets.create(daily("b", "1").enforced(false), soon());
        granted(gate.reserve(request("first", "1"), soon()));

        budgets.update(daily("b", "1"), soon());
        denied(gate.reserve(request("second", "1"), soon()));
        budgets.update(daily("b", "1").enforced(false), soon());
        granted(gate.reserve(request("second", "1"), soon()));
        assertSpentAndHeld("b", soon(), "64", "9");
    }

    @Test
    void a_deleted_budget_denies_nothing_and_its_holds_go_on() {
        budgets.create(daily("b", "71"), soon());
        denied(gate.reserve(request("more", "1"), soon()));

        assertThat(budgets.delete("b")).isTrue();
        granted(gate.reserve(request("more", "1"), soon()));
        gate.commit(commit("ads compute", "3"), soon());
        gate.release("search storage", soon());
        assertThat(store.verify().differences()).isEmpty();

        budgets.create(daily("b", "71"), soon());
        assertSpentAndHeld("b", soon(), "67", "2");
    }
}
