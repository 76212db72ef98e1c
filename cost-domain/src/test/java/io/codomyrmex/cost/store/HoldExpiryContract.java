package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.gate.SpendScope;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store must make of a hold whose time runs out: it is free at once, with no job having run. */
abstract class HoldExpiryContract extends HoldFixture {

    @Test
    void a_hold_is_free_from_the_moment_it_expires_on_and_not_a_moment_before() {
        budgets.create(daily("b", "10"), NOW);
        Hold hold = hold("h", "10");
        assertThat(hold.expiresAt()).isEqualTo(OVER);

        // a microsecond is the ledger's unit of time; a clock may be finer, which must not round up
        for (Instant before : List.of(OVER.minusNanos(1000), OVER.minusNanos(1))) {
            assertThat(gate.find("h", before)).contains(hold);
            assertSpentAndHeld("b", before, "0", "10");
            assertThat(budgets.ask(money("1"), SpendScope.ALL, before).allowed())
                    .as("asked at " + before)
                    .isFalse();
            denied(gate.reserve(request("other", "1"), before));
        }
        // each of these sees it by itself: reserving comes last, because it notes the expiry down
        assertThat(gate.find("h", OVER)).contains(hold.status(HoldStatus.EXPIRED));
        assertSpentAndHeld("b", OVER, "0", "0");
        assertThat(budgets.ask(money("10"), SpendScope.ALL, OVER).allowed()).isTrue();
        assertThat(granted(gate.reserve(request("other", "10"), OVER)).answer().budgets())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.status().held()).isEqualByComparingTo("0"));
        assertThat(gate.find("h", OVER)).contains(hold.status(HoldStatus.EXPIRED));
        assertSpentAndHeld("b", OVER, "0", "10");
    }

    @Test
    void a_denied_reservation_frees_expired_holds_too() {
        budgets.create(daily("b", "10"), NOW);
        hold("short", "4");
        granted(gate.reserve(
                new HoldRequest("long", money("6"), CostCategory.COMPUTE, SEARCH, TTL.multipliedBy(2)), NOW));

        denied(gate.reserve(request("big", "4.01"), OVER));

        assertSpentAndHeld("b", OVER, "0", "6");
        granted(gate.reserve(request("fits", "4"), OVER));
    }

    @Test
    void a_hold_that_expires_in_the_next_period_frees_the_one_in_which_it_was_reserved() {
        budgets.create(daily("b", "10"), NOW);
        granted(gate.reserve(request("h", "10"), EVENING));
        Instant over = EVENING.plus(TTL);

        granted(gate.reserve(request("next", "10"), over));

        assertSpentAndHeld("b", over, "0", "10");
        assertSpentAndHeld("b", EVENING, "0", "0");
    }

    @Test
    void a_commit_after_expiry_is_recorded_once_though_others_took_the_money() {
        budgets.create(daily("b", "10"), NOW);
        hold("unseen", "4");
        hold("seen", "6");

        assertThat(gate.commit(commit("unseen", "4"), OVER)).isInstanceOf(RecordResult.Recorded.class);
        assertSpentAndHeld("b", OVER, "4", "0");
        granted(gate.reserve(request("other", "6"), OVER));
        assertThat(gate.commit(commit("seen", "6"), OVER)).isInstanceOf(RecordResult.Recorded.class);
        assertThat(gate.commit(commit("seen", "6"), OVER)).isInstanceOf(RecordResult.Duplicate.class);

        assertSpentAndHeld("b", OVER, "10", "6");
        assertThat(gate.find("seen", OVER)).map(Hold::status).contains(HoldStatus.COMMITTED);
    }

    @Test
    void a_release_after_expiry_says_expired_frees_nothing_twice_and_leaves_it_open_to_a_commit() {
        budgets.create(daily("b", "10"), NOW);
        Hold hold = hold("h", "4");
        granted(gate.reserve(request("other", "6"), OVER.minusNanos(1000)));

        assertThat(gate.release("h", OVER)).isEqualTo(hold.status(HoldStatus.EXPIRED));
        assertThat(gate.release("h", OVER)).isEqualTo(hold.status(HoldStatus.EXPIRED));
        assertSpentAndHeld("b", OVER, "0", "6");
        gate.commit(commit("h", "4"), OVER);
        assertSpentAndHeld("b", OVER, "4", "6");
    }
}
