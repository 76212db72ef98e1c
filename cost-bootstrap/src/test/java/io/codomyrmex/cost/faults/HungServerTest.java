package io.codomyrmex.cost.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.faults.FaultyProxy.Fault;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.store.CostException;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A network in which nothing passes any more, while every connection seems to be open: no call may wait forever. */
@Timeout(120)
class HungServerTest {

    /** What a call may take at most here, in seconds: many times what the timeout allows. */
    private static final long BOUND = 25;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private FaultyProxy proxy;
    private JdbcSettings settings;
    /** Goes through the proxy. */
    private JdbcCostStore store;

    @BeforeEach
    void open() throws Exception {
        settings = FaultServer.get().newLedger().timeout(Duration.ofMillis(500)).poolSize(2);
        proxy = new FaultyProxy(FaultServer.get().port());
        store = JdbcCostStore.open(proxy.through(settings));
    }

    @AfterEach
    void close() throws Exception {
        proxy.close();
        store.close();
        callers.shutdownNow();
    }

    @Test
    void a_commit_into_silence_ends_as_unknown_and_works_once_the_network_is_back() throws Exception {
        proxy.strike(Fault.SILENCE, "commit");
        assertThat(failure(() -> Books.record(store, "a", "1"))).isInstanceOf(OutcomeUnknownException.class);
        proxy.speakAgain();
        assertThat(record("a")).isInstanceOfAny(RecordResult.Recorded.class, RecordResult.Duplicate.class);
        Books.assertSound(store);
    }

    @Test
    void a_question_into_silence_ends_as_unavailable() throws Exception {
        proxy.silence();
        assertThat(failure(() -> store.budgets().ask(BigDecimal.ONE, SpendScope.ALL, Books.NOON)))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(failure(() -> store.find("a"))).isInstanceOf(StoreUnavailableException.class);
        proxy.speakAgain();
        assertThat(record("a")).isInstanceOf(RecordResult.Recorded.class);
    }

    @Test
    void a_client_that_falls_silent_in_its_transaction_does_not_keep_the_ledger_locked() throws Exception {
        try (JdbcCostStore other = JdbcCostStore.open(settings)) {
            proxy.strike(Fault.SILENCE, "update ledger"); // its row is locked by then
            assertThat(failure(() -> Books.record(store, "a", "1"))).isInstanceOf(StoreUnavailableException.class);
            Books.await("the lock to be given up", () -> {
                try {
                    return Books.record(other, "b", "1") instanceof RecordResult.Recorded;
                } catch (StoreUnavailableException e) {
                    return false;
                }
            });
            assertThat(other.find("a")).isEmpty();
        }
    }

    @Test
    void callers_who_wait_for_connections_that_hang_are_told_in_time() throws Exception {
        proxy.strike(Fault.SILENCE, "cost_entry");
        CompletableFuture<Throwable> first = failing(() -> Books.record(store, "a", "1"));
        Books.await("silence", () -> proxy.strikes() == 1);
        List<CompletableFuture<Throwable>> others = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            String id = "b" + i;
            others.add(failing(() -> Books.record(store, id, "1")));
            others.add(failing(() -> store.find(id)));
        }
        assertThat(first.get(BOUND, TimeUnit.SECONDS)).isInstanceOf(StoreUnavailableException.class);
        for (CompletableFuture<Throwable> other : others) {
            assertThat(other.get(BOUND, TimeUnit.SECONDS)).isInstanceOf(StoreUnavailableException.class);
        }
        proxy.speakAgain();
        assertThat(record("a")).isInstanceOf(RecordResult.Recorded.class);
    }

    @Test
    void opening_a_ledger_in_silence_is_refused_in_time() throws Exception {
        proxy.silence();
        assertThat(failure(() -> JdbcCostStore.open(proxy.through(settings)).close()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("cannot open");
    }

    @Test
    void a_lock_that_somebody_keeps_is_waited_for_no_longer_than_the_timeout() throws Exception {
        try (var raw = FaultServer.connect(settings)) {
            raw.setAutoCommit(false);
            FaultServer.execute(raw, "select * from ledger for update");
            assertThat(failure(() -> Books.record(store, "a", "1")))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("lock timeout")
                    .hasMessageContaining("55P03");
            assertThat(store.find("a")).isEmpty(); // reading needs no lock
            raw.rollback();
        }
        assertThat(Books.record(store, "a", "1")).isInstanceOf(RecordResult.Recorded.class);
    }

    @Test
    void a_closed_store_is_unavailable() {
        store.close();
        assertThatThrownBy(() -> Books.record(store, "a", "1")).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.find("a")).isInstanceOf(StoreUnavailableException.class);
    }

    /** Records after a fault: a connection that the fault broke may be handed out once more. */
    private RecordResult record(String id) {
        RecordResult[] result = new RecordResult[1];
        Books.await("the store to recover", () -> {
            try {
                result[0] = Books.record(store, id, "1");
                return true;
            } catch (CostException e) {
                return false;
            }
        });
        return result[0];
    }

    private Throwable failure(Runnable call) throws Exception {
        return failing(call).get(BOUND, TimeUnit.SECONDS);
    }

    /** What the call throws, once it ends. */
    private CompletableFuture<Throwable> failing(Runnable call) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        call.run();
                        return new AssertionError("the call went through");
                    } catch (CostException e) {
                        return e;
                    }
                },
                callers);
    }
}
