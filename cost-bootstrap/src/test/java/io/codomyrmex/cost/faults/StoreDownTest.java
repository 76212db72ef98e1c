package io.codomyrmex.cost.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database that is not there: callers hear so, in time, and the gate denies. */
@Timeout(60)
class StoreDownTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    /** Far above the timeout: it tells a call that ends from one that hangs, on a slow machine too. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    @Test
    void opening_a_ledger_where_nobody_listens_is_refused_in_time_with_a_reason_and_without_the_password()
            throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        JdbcSettings settings = JdbcSettings.of(
                        "jdbc:postgresql://localhost:" + port + "/cost", Currency.getInstance("USD"))
                .user("cost")
                .password("secret")
                .timeout(TIMEOUT);
        long start = System.nanoTime();
        assertThatThrownBy(() -> JdbcCostStore.open(settings))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("cannot open")
                .hasMessageContaining("localhost:" + port)
                .hasMessageContaining("refused")
                .hasMessageNotContaining("secret");
        assertThat(since(start)).isLessThan(BOUND);
    }

    @Test
    void a_stopped_server_makes_the_gate_deny_and_recording_unavailable_until_it_is_back() throws Exception {
        FaultServer server = FaultServer.get();
        try (JdbcCostStore store = JdbcCostStore.open(server.newLedger().timeout(TIMEOUT))) {
            Books.createBudgets(store);
            CostTracker tracker = new CostTracker(store, Clock.fixed(Books.NOON, ZoneOffset.UTC), ZoneOffset.UTC);
            BudgetManager manager = new BudgetManager(tracker);
            assertThat(manager.canSpend(BigDecimal.ONE)).isTrue();
            server.stopAtOnce();
            try {
                denies(manager);
                long start = System.nanoTime();
                assertThatThrownBy(() -> tracker.record(CostDraft.of("1").id("while-down")))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageStartingWith("record: ");
                assertThat(since(start)).isLessThan(BOUND);
            } finally {
                server.startAgain();
            }
            // Reads and writes have connections of their own, each of which comes back in its own time.
            Books.await("reading to recover", () -> manager.canSpend(BigDecimal.ONE));
            Books.await(
                    "writing to recover",
                    () -> manager.reserve(Books.request("after", "1")).isSpendable());
            assertThat(tracker.find("while-down")).isEqualTo(Optional.empty());
            tracker.record(CostDraft.of("1").id("while-down"));
            Books.assertSound(store);
        }
    }

    private static void denies(BudgetManager manager) {
        long start = System.nanoTime();
        assertThat(manager.canSpend(BigDecimal.ONE)).isFalse();
        assertThat(manager.canSpend(BigDecimal.ZERO, "all")).isFalse();
        assertThat(manager.canSpend(BigDecimal.ONE, CostCategory.LLM_INFERENCE, Map.of()))
                .isFalse();
        SpendDecision decision = manager.reserve(Books.request("while-down", "1"));
        assertThat(decision).isInstanceOfSatisfying(SpendDecision.Unanswered.class, unanswered -> {
            assertThat(unanswered.reason()).startsWith("reserve: ");
            assertThat(unanswered.isOutcomeUnknown()).isFalse();
            assertThat(unanswered.spendable()).isEmpty();
        });
        assertThat(since(start)).isLessThan(BOUND);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
