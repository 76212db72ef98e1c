package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldConflictException;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.gate.UnknownHoldException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What callers get who do not wait: the same as those who do. */
abstract class AsyncContract extends HoldFixture {

    private CompletableFuture<String> offerAsync(String id, String amount) {
        List<Posting> one = List.of(posting(CostDraft.of(amount).id(id)));
        return store.recordAsync(one, NOW).thenApply(results -> results.get(0).status());
    }

    private static <T> T got(CompletableFuture<T> asked) {
        return asked.orTimeout(1, TimeUnit.MINUTES).join();
    }

    private static <T> List<T> gotAll(List<CompletableFuture<T>> asked) {
        return asked.stream().map(AsyncContract::got).toList();
    }

    @Test
    void what_was_recorded_is_there_when_the_future_says_so() {
        assertThat(got(offerAsync("a", "1.5"))).isEqualTo("recorded");
        assertThat(store.find("a")).isPresent();
        assertThat(got(offerAsync("a", "1.5"))).isEqualTo("duplicate");
        assertThat(got(offerAsync("a", "2"))).isEqualTo("conflict");
        assertThat(got(store.recordAsync(List.of(), NOW))).isEmpty();
        assertThat(total()).isEqualByComparingTo("1.5");
    }

    @Test
    void the_offers_of_one_thread_take_effect_in_the_order_of_its_calls() {
        List<CompletableFuture<String>> asked = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            asked.add(offerAsync("entry-" + i / 2, Integer.toString(1 + i % 2)));
        }
        List<String> statuses = gotAll(asked);
        for (int i = 0; i < 300; i++) {
            assertThat(statuses.get(i)).as("offer " + i).isEqualTo(i % 2 == 0 ? "recorded" : "conflict");
        }
        assertThat(total()).isEqualByComparingTo("150");
    }

    @Test
    void of_all_that_come_at_once_exactly_what_fits_is_granted() throws Exception {
        create(daily("b", "50"));
        List<SpendDecision> decisions = new ArrayList<>();
        Race.run(thread -> {
                    List<CompletableFuture<SpendDecision>> asked = new ArrayList<>();
                    for (int i = 0; i < 20; i++) {
                        asked.add(gate.reserveAsync(request(thread + "-" + i, "1"), NOW));
                    }
                    return gotAll(asked);
                })
                .forEach(decisions::addAll);
        assertThat(decisions)
                .hasSize(20 * Race.THREADS)
                .allSatisfy(HoldFixture::assertJustified)
                .filteredOn(SpendDecision.Granted.class::isInstance)
                .hasSize(50);
        assertSpentAndHeld("b", NOW, "0", "50");
    }

    @Test
    void callers_who_wait_and_callers_who_do_not_share_one_ledger() throws Exception {
        create(daily("b", "1000000"));
        Race.run(thread -> {
            for (int i = 0; i < 20; i++) {
                String id = thread + "-" + i;
                if (thread % 2 == 0) {
                    assertThat(got(offerAsync(id, "1"))).isEqualTo("recorded");
                } else {
                    assertThat(record(id, "1", NOW)).isInstanceOf(RecordResult.Recorded.class);
                }
            }
            return thread;
        });
        assertSpentAndHeld("b", NOW, Integer.toString(20 * Race.THREADS), "0");
    }

    @Test
    void holds_are_committed_and_released_and_what_is_refused_fails_alone() {
        create(daily("b", "100"));
        CompletableFuture<SpendDecision> reserved = gate.reserveAsync(request("h", "10"), NOW);
        CompletableFuture<RecordResult> unknown = gate.commitAsync(commit("nobody", "1"), NOW);
        CompletableFuture<RecordResult> committed = gate.commitAsync(commit("h", "7"), NOW);
        CompletableFuture<Hold> late = gate.releaseAsync("h", NOW);
        CompletableFuture<RecordResult> other = gate.commitAsync(commit("h", "8"), NOW);

        granted(got(reserved));
        assertThatThrownBy(() -> got(unknown))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(UnknownHoldException.class);
        assertThat(got(committed)).isInstanceOf(RecordResult.Recorded.class);
        assertThat(got(late).status()).isEqualTo(HoldStatus.COMMITTED);
        assertThatThrownBy(() -> got(other)).hasCauseInstanceOf(HoldConflictException.class);
        assertSpentAndHeld("b", NOW, "7", "0");

        granted(got(gate.reserveAsync(request("r", "10"), NOW)));
        assertThat(got(gate.releaseAsync("r", NOW)).status()).isEqualTo(HoldStatus.RELEASED);
        assertSpentAndHeld("b", NOW, "7", "0");
    }

    @Test
    void asking_again_after_the_hold_has_ended_gives_it_as_it_is_and_nothing_to_spend() {
        create(daily("b", "10"));
        Hold hold = granted(got(gate.reserveAsync(request("h", "10"), NOW))).hold();

        assertThat(got(gate.reserveAsync(request("h", "10"), NOW)).spendable()).contains(hold);
        SpendDecision again = got(gate.reserveAsync(request("h", "10"), OVER));

        assertThat(known(again).status()).isEqualTo(HoldStatus.EXPIRED);
        assertThat(again.spendable()).isEmpty();
        assertSpentAndHeld("b", OVER, "0", "0");
    }

    @Test
    void what_is_done_upon_an_answer_may_ask_the_ledger() {
        CompletableFuture<String> second = offerAsync("a", "1")
                .thenApply(first -> first + " " + record("b", "2", NOW).status());
        CompletableFuture<String> third = offerAsync("c", "3").thenCompose(first -> offerAsync("d", "4"));
        assertThat(got(second)).isEqualTo("recorded recorded");
        assertThat(got(third)).isEqualTo("recorded");
        assertThat(total()).isEqualByComparingTo("10");
    }

    @Test
    void a_closed_store_is_unavailable_by_the_future() {
        CostStore closed = adapter().newLedger(USD);
        closed.close();
        List<Posting> one = List.of(posting(CostDraft.of("1").id("a")));
        assertThatThrownBy(() -> got(closed.recordAsync(one, NOW))).hasCauseInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> got(closed.gate().reserveAsync(request("h", "1"), NOW)))
                .hasCauseInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> got(closed.gate().commitAsync(commit("h", "1"), NOW)))
                .hasCauseInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> got(closed.gate().releaseAsync("h", NOW)))
                .hasCauseInstanceOf(StoreUnavailableException.class);
    }
}
