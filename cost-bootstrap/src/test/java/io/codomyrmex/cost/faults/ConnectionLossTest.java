package io.codomyrmex.cost.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.faults.FaultyProxy.Fault;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The connection breaks at the worst moments; asking again with the same id puts everything right. */
@Timeout(60)
class ConnectionLossTest {

    private static final String COMMIT = "commit";
    private static final String READING = "from cost_entry";
    /** Comes early in a transaction, as the first of a new connection sends it. */
    private static final String LOCKING = "where id = 1 returning";

    private FaultyProxy proxy;
    /** Goes through the proxy. */
    private JdbcCostStore store;
    /** Looks at the same ledger past the proxy. */
    private JdbcCostStore direct;

    @BeforeEach
    void open() throws Exception {
        JdbcSettings settings = FaultServer.get().newLedger();
        proxy = new FaultyProxy(FaultServer.get().port());
        store = JdbcCostStore.open(proxy.through(settings));
        direct = JdbcCostStore.open(settings);
        Books.createBudgets(direct);
    }

    @AfterEach
    void close() throws Exception {
        assertThat(proxy.strikes()).as("the fault came").isEqualTo(1);
        Books.assertSound(direct);
        store.close();
        direct.close();
        proxy.close();
    }

    @Test
    void lost_before_the_commit_an_entry_is_not_there_and_can_be_offered_again() {
        proxy.strike(Fault.CUT_BEFORE, LOCKING);
        assertThatThrownBy(() -> Books.record(store, "a", "1.5")).isInstanceOf(StoreUnavailableException.class);
        assertThat(direct.find("a")).isEmpty();
        assertThat(Books.record(store, "a", "1.5")).isInstanceOf(RecordResult.Recorded.class);
        assertStoredOnce();
    }

    @Test
    void lost_on_the_way_to_the_commit_the_outcome_is_unknown_and_the_entry_is_not_there() {
        proxy.strike(Fault.CUT_BEFORE, COMMIT);
        assertThatThrownBy(() -> Books.record(store, "a", "1.5")).isInstanceOf(OutcomeUnknownException.class);
        assertThat(direct.find("a")).isEmpty();
        assertThat(Books.record(store, "a", "1.5")).isInstanceOf(RecordResult.Recorded.class);
        assertStoredOnce();
    }

    @Test
    void lost_on_the_way_back_from_the_commit_the_outcome_is_unknown_and_the_entry_is_there() {
        proxy.strike(Fault.CUT_AFTER, COMMIT);
        assertThatThrownBy(() -> Books.record(store, "a", "1.5")).isInstanceOf(OutcomeUnknownException.class);
        assertThat(direct.find("a")).isPresent();
        assertThat(Books.record(store, "a", "1.5")).isInstanceOf(RecordResult.Duplicate.class);
        assertStoredOnce();
    }

    private void assertStoredOnce() {
        assertThat(Books.entries(direct)).isEqualTo(Map.of("a", new BigDecimal("1.5")));
        assertThat(direct.budgets().statuses(List.of("all"), Books.NOON).get(0).spent())
                .isEqualByComparingTo("1.5");
    }

    @Test
    void a_reservation_whose_answer_was_lost_is_found_again_and_held_once() {
        proxy.strike(Fault.CUT_AFTER, COMMIT);
        assertThatThrownBy(() -> store.gate().reserve(Books.request("h", "7"), Books.NOON))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(store.gate().reserve(Books.request("h", "7"), Books.NOON))
                .isInstanceOfSatisfying(
                        SpendDecision.Known.class,
                        known -> assertThat(known.hold().status()).isEqualTo(HoldStatus.HELD));
        assertThat(direct.budgets().statuses(List.of("all"), Books.NOON).get(0).held())
                .isEqualByComparingTo("7");
    }

    @Test
    void a_manager_has_no_answer_for_a_reservation_whose_answer_was_lost_and_what_it_holds_expires() {
        Clock clock = Clock.fixed(Books.NOON, ZoneOffset.UTC);
        BudgetManager manager = new BudgetManager(new CostTracker(store, clock, ZoneOffset.UTC));
        proxy.strike(Fault.CUT_AFTER, COMMIT);
        assertThat(manager.reserve(Books.request("h", "7")))
                .isInstanceOfSatisfying(SpendDecision.Unanswered.class, unanswered -> {
                    assertThat(unanswered.isOutcomeUnknown()).isTrue();
                    assertThat(unanswered.spendable()).isEmpty();
                });
        assertThat(manager.reserve(Books.request("h", "7")).spendable()).isEqualTo(manager.findHold("h"));
        Books.assertNothingHeld(direct, Books.NOON.plus(Books.TTL));
    }

    @Test
    void a_commit_of_a_hold_whose_answer_was_lost_is_repeated_safely() {
        store.gate().reserve(Books.request("h", "7"), Books.NOON);
        HoldCommit commit = HoldCommit.of("h", new BigDecimal("6.25"));
        proxy.strike(Fault.CUT_AFTER, COMMIT);
        assertThatThrownBy(() -> store.gate().commit(commit, Books.NOON)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(store.gate().commit(commit, Books.NOON)).isInstanceOf(RecordResult.Duplicate.class);
        assertThat(Books.entries(direct)).isEqualTo(Map.of("h", new BigDecimal("6.25")));
        Books.assertNothingHeld(direct, Books.NOON);
    }

    @Test
    void a_release_lost_before_its_commit_changes_nothing_and_is_repeated_safely() {
        store.gate().reserve(Books.request("h", "7"), Books.NOON);
        proxy.strike(Fault.CUT_BEFORE, COMMIT);
        assertThatThrownBy(() -> store.gate().release("h", Books.NOON)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(direct.gate().find("h", Books.NOON).orElseThrow().status()).isEqualTo(HoldStatus.HELD);
        assertThat(store.gate().release("h", Books.NOON).status()).isEqualTo(HoldStatus.RELEASED);
        Books.assertNothingHeld(direct, Books.NOON);
    }

    @Test
    void reading_over_a_broken_connection_is_unavailable_and_works_the_next_time() {
        Books.record(direct, "a", "1.5");
        proxy.strike(Fault.CUT_AFTER, READING);
        assertThatThrownBy(() -> store.find("a")).isInstanceOf(StoreUnavailableException.class);
        assertThat(store.find("a")).isPresent();
    }
}
