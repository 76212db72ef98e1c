package io.codomyrmex.cost.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.store.CostException;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults while one transaction does the work of many callers. */
@Timeout(120)
class SharedTransactionTest {

    private static final int CALLERS = 16;

    private final List<Thread> threads = new ArrayList<>();

    @Test
    void the_one_caller_whose_entry_cannot_be_stored_fails_alone() throws Exception {
        JdbcSettings settings = FaultServer.get().newLedger();
        try (JdbcCostStore store = JdbcCostStore.open(settings);
                Connection raw = FaultServer.connect(settings)) {
            FaultServer.execute(raw, """
                    create sequence refusals;
                    create function fault() returns trigger language plpgsql as $$ begin
                        if new.id = 'bad' then
                            perform nextval('refusals');
                            raise sqlstate 'P0001' using message = 'not this one';
                        end if;
                        return new;
                    end $$;
                    create trigger fault before insert on cost_entry for each row execute function fault()""");
            raw.setAutoCommit(false);
            CompletableFuture<Object> plug = plug(store, raw);
            List<CompletableFuture<Object>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                answers.add(recording(store, i == 7 ? "bad" : "good" + i));
            }
            awaitCallers();
            raw.rollback();

            assertThat(plug.get(30, TimeUnit.SECONDS)).isInstanceOf(RecordResult.Recorded.class);
            for (int i = 0; i < CALLERS; i++) {
                Object answer = answers.get(i).get(30, TimeUnit.SECONDS);
                if (i == 7) {
                    assertThat(answer)
                            .isInstanceOfSatisfying(
                                    StoreFaultException.class,
                                    e -> assertThat(e).hasMessageContaining("not this one"));
                } else {
                    assertThat(answer).isInstanceOf(RecordResult.Recorded.class);
                }
            }
            // in company first, then alone: otherwise the callers did not share a transaction, and this proves nothing
            assertThat(refusals(raw)).isGreaterThan(1);
            assertThat(Books.entries(store)).hasSize(CALLERS).doesNotContainKey("bad");
            Books.assertSound(store);
        }
    }

    @Test
    void callers_who_share_a_transaction_are_all_told_in_time_that_a_lock_is_kept() throws Exception {
        JdbcSettings settings = FaultServer.get().newLedger().timeout(Duration.ofSeconds(1));
        try (JdbcCostStore store = JdbcCostStore.open(settings);
                Connection raw = FaultServer.connect(settings)) {
            raw.setAutoCommit(false);
            CompletableFuture<Object> plug = plug(store, raw);
            List<CompletableFuture<Object>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                answers.add(recording(store, "e" + i));
            }
            // two transactions, the plug's and the shared one: not one timeout after another for each caller
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            assertThat(plug.get(10, TimeUnit.SECONDS)).isInstanceOf(StoreUnavailableException.class);
            for (CompletableFuture<Object> answer : answers) {
                assertThat(answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS))
                        .isInstanceOf(StoreUnavailableException.class);
            }
            raw.rollback();
            assertThat(Books.record(store, "later", "1")).isInstanceOf(RecordResult.Recorded.class);
            assertThat(Books.entries(store)).containsOnlyKeys("later");
        }
    }

    /** A caller whose transaction waits for the ledger's row, so that those who come meanwhile share the next one. */
    private CompletableFuture<Object> plug(JdbcCostStore store, Connection raw) throws SQLException {
        FaultServer.execute(raw, "select * from ledger for update");
        CompletableFuture<Object> plug = recording(store, "plug");
        Books.await("the plug", () -> waitsForLock(raw));
        threads.clear();
        return plug;
    }

    private static boolean waitsForLock(Connection raw) {
        try (var statement = raw.createStatement();
                var row = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")) {
            return row.next() && row.getInt(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitCallers() {
        Books.await(
                "callers to queue up",
                () -> threads.stream()
                        .allMatch(thread -> thread.getState() == Thread.State.WAITING
                                || thread.getState() == Thread.State.TIMED_WAITING));
    }

    private static long refusals(Connection raw) throws SQLException {
        try (var statement = raw.createStatement();
                var row = statement.executeQuery("select last_value from refusals")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Records in a thread of its own; gives the result or the failure. */
    private CompletableFuture<Object> recording(JdbcCostStore store, String id) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(Books.record(store, id, "1"));
            } catch (CostException e) {
                answer.complete(e);
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        threads.add(thread);
        thread.setDaemon(true);
        thread.start();
        return answer;
    }
}
