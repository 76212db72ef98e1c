package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldConflictException;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.gate.UnknownHoldException;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store must do with a hold that was granted: it is committed or released; expiry has a part of its own. */
abstract class HoldLifeContract extends HoldFixture {

    @Test
    void a_commit_records_the_cost_and_frees_the_hold_in_one_step() {
        budgets.create(daily("b", "10"), NOW);
        hold("h", "8");

        RecordResult result = gate.commit(
                new HoldCommit("h", money("2.50"), "a run", "gpu-1", Map.of("job", "7"), null), NOW.plusSeconds(9));

        CostEntry entry = new CostEntry(
                "h", money("2.5"), CostCategory.COMPUTE, "a run", "gpu-1", SEARCH, Map.of("job", "7"), NOW);
        assertThat(result).isEqualTo(new RecordResult.Recorded(entry));
        assertThat(store.find("h")).contains(entry);
        assertThat(store.summarize(TimeRange.ALL, CostFilter.tags(SEARCH)).total())
                .isEqualByComparingTo("2.5");
        assertThat(gate.find("h", OVER)).map(Hold::status).contains(HoldStatus.COMMITTED);
        assertSpentAndHeld("b", NOW, "2.5", "0");
    }

    @Test
    void a_commit_in_the_next_period_counts_in_the_one_in_which_the_money_was_held() {
        Instant nextDay = Instant.parse("2026-11-26T00:02:00Z");
        budgets.create(daily("b", "10"), NOW);
        granted(gate.reserve(request("h", "10"), EVENING));

        gate.commit(commit("h", "7"), nextDay);

        assertSpentAndHeld("b", EVENING, "7", "0");
        assertSpentAndHeld("b", nextDay, "0", "0");
    }

    @Test
    void a_commit_with_a_time_of_its_own_counts_there_and_frees_where_it_was_held() {
        Instant nextDay = NOW.plus(Duration.ofDays(1));
        budgets.create(daily("b", "10"), NOW);
        hold("h", "10");

        gate.commit(new HoldCommit("h", money("7"), "", "", Map.of(), nextDay), nextDay);

        assertSpentAndHeld("b", NOW, "0", "0");
        assertSpentAndHeld("b", nextDay, "7", "0");
    }

    @Test
    void what_was_spent_is_recorded_in_full_whatever_was_held() {
        budgets.create(daily("b", "10"), NOW);
        for (String actual : List.of("25", "0", "-3")) {
            hold("spent " + actual, "0");
        }
        gate.commit(commit("spent 0", "0"), NOW);
        gate.commit(commit("spent -3", "-3"), NOW);
        gate.commit(commit("spent 25", "25"), NOW);

        assertSpentAndHeld("b", NOW, "22", "0");
        assertThat(status("b", NOW).remaining()).isEqualByComparingTo("-12");
    }

    @Test
    void a_commit_fires_the_alerts_of_what_it_spends_once() {
        budgets.create(daily("b", "10"), NOW);
        hold("h", "10");

        gate.commit(commit("h", "8.5"), NOW);
        gate.commit(commit("h", "8.5"), NOW);

        assertThat(budgets.check(NOW)).extracting(BudgetAlert::threshold).containsExactly(money("0.5"), money("0.8"));
        assertThat(budgets.check(NOW)).isEmpty();
    }

    @Test
    void a_repeated_commit_changes_nothing_and_one_of_other_content_is_a_conflict() {
        budgets.create(daily("b", "10"), NOW);
        Hold hold = hold("h", "5");
        CostEntry stored = ((RecordResult.Recorded) gate.commit(commit("h", "3"), NOW)).entry();

        assertThat(gate.commit(commit("h", "3.00"), OVER)).isEqualTo(new RecordResult.Duplicate(stored));
        for (HoldCommit other : List.of(
                commit("h", "4"),
                new HoldCommit("h", money("3"), "other", "", Map.of(), null),
                new HoldCommit("h", money("3"), "", "other", Map.of(), null),
                new HoldCommit("h", money("3"), "", "", Map.of("other", true), null),
                new HoldCommit("h", money("3"), "", "", Map.of(), OVER))) {
            assertThatThrownBy(() -> gate.commit(other, NOW))
                    .isInstanceOfSatisfying(
                            HoldConflictException.class,
                            conflict -> assertThat(conflict.hold()).isEqualTo(hold.status(HoldStatus.COMMITTED)));
        }
        assertThat(store.find("h")).contains(stored);
        assertSpentAndHeld("b", NOW, "3", "0");
    }

    @Test
    void a_released_hold_is_free_stays_released_and_cannot_be_committed() {
        budgets.create(daily("b", "10"), NOW);
        Hold hold = hold("h", "10");
        Hold released = hold.status(HoldStatus.RELEASED);

        assertThat(gate.release("h", NOW)).isEqualTo(released);
        assertThat(gate.release("h", OVER)).isEqualTo(released);
        assertThatThrownBy(() -> gate.commit(commit("h", "3"), NOW))
                .isInstanceOfSatisfying(
                        HoldConflictException.class,
                        conflict -> assertThat(conflict.hold()).isEqualTo(released));

        assertThat(gate.find("h", OVER)).contains(released);
        assertThat(store.find("h")).isEmpty();
        assertSpentAndHeld("b", NOW, "0", "0");
    }

    @Test
    void a_release_after_a_commit_changes_nothing() {
        budgets.create(daily("b", "10"), NOW);
        Hold hold = hold("h", "10");
        gate.commit(commit("h", "3"), NOW);

        assertThat(gate.release("h", NOW)).isEqualTo(hold.status(HoldStatus.COMMITTED));

        assertSpentAndHeld("b", NOW, "3", "0");
        assertThat(gate.commit(commit("h", "3"), NOW)).isInstanceOf(RecordResult.Duplicate.class);
    }

    @Test
    void an_id_that_no_hold_has_is_unknown() {
        record("entry", "1", NOW);

        for (String id : List.of("none", "entry", "Entry")) {
            assertThat(gate.find(id, NOW)).isEmpty();
            assertThatThrownBy(() -> gate.release(id, NOW))
                    .isInstanceOfSatisfying(
                            UnknownHoldException.class,
                            unknown -> assertThat(unknown.holdId()).isEqualTo(id));
            assertThatThrownBy(() -> gate.commit(commit(id, "1"), NOW)).isInstanceOf(UnknownHoldException.class);
        }
    }

    @Test
    void an_entry_that_was_recorded_by_itself_under_the_id_of_a_hold_stands_in_the_way_of_its_commit() {
        budgets.create(daily("b", "10"), NOW);
        hold("h", "5");
        record("h", "2", NOW);

        for (String actual : List.of("2", "3")) {
            assertThatThrownBy(() -> gate.commit(commit("h", actual), NOW)).isInstanceOf(HoldConflictException.class);
        }
        assertSpentAndHeld("b", NOW, "2", "5");
        assertThat(gate.release("h", NOW).status()).isEqualTo(HoldStatus.RELEASED);
        assertSpentAndHeld("b", NOW, "2", "0");
    }

    @Test
    void the_entry_of_a_commit_is_an_entry_like_any_other() {
        hold("h", "5");
        gate.commit(commit("h", "2"), NOW);

        assertThat(record("h", "2", NOW)).isInstanceOf(RecordResult.Duplicate.class);
        assertThat(record("h", "3", NOW)).isInstanceOf(RecordResult.Conflict.class);
    }
}
