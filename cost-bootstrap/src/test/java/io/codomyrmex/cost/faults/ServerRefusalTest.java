package io.codomyrmex.cost.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.gate.UnknownHoldException;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that answers, but with an error. */
@Timeout(60)
class ServerRefusalTest {

    private JdbcSettings settings;
    private JdbcCostStore store;
    private Connection raw;

    @BeforeEach
    void open() throws Exception {
        settings = FaultServer.get().newLedger();
        store = JdbcCostStore.open(settings);
        Books.createBudgets(store);
        raw = FaultServer.connect(settings);
    }

    @AfterEach
    void close() throws Exception {
        Books.assertSound(store);
        store.close();
        raw.close();
    }

    /** Makes the server run this for every new row of a table. */
    private void onInsert(String table, String statement) throws SQLException {
        FaultServer.execute(raw, """
                create function fault() returns trigger language plpgsql as $$ begin
                    %s
                    return new;
                end $$;
                create trigger fault before insert on %s for each row execute function fault()""".formatted(statement, table));
    }

    private void dropTrigger(String table) throws SQLException {
        FaultServer.execute(raw, "drop trigger fault on " + table);
    }

    @Test
    void a_full_disk_stores_nothing_and_once_there_is_room_recording_works_again() throws Exception {
        onInsert("rollup_day", "raise sqlstate '53100' using message = 'could not extend file: no space left';");
        assertThatThrownBy(() -> Books.record(store, "a", "1.5"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("no space left")
                .hasMessageContaining("53100");
        assertThat(Books.entries(store)).isEmpty();
        Books.assertSound(store);
        dropTrigger("rollup_day");
        assertThat(Books.record(store, "a", "1.5")).isInstanceOf(RecordResult.Recorded.class);
        assertThat(Books.entries(store)).isEqualTo(Map.of("a", new BigDecimal("1.5")));
    }

    @Test
    void a_server_that_only_reads_is_unavailable_for_recording_and_says_why() throws Exception {
        FaultServer.execute(
                raw,
                "do $$ begin execute format('alter database %I set default_transaction_read_only = on',"
                        + " current_database()); end $$");
        FaultServer.execute(
                raw,
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
        // Both pools have connections that were ended; each is seen by the next who takes it.
        Books.await("writing connections that only read", () -> {
            try {
                store.gate().release("nobody", Books.NOON);
                return false;
            } catch (UnknownHoldException e) {
                return false; // an old connection still
            } catch (StoreUnavailableException e) {
                return e.getMessage().contains("read-only"); // and not one of those that were ended
            }
        });
        Books.await("reading connections that answer", () -> {
            try {
                return Books.entries(store).isEmpty();
            } catch (StoreUnavailableException e) {
                return false;
            }
        });
        assertThatThrownBy(() -> Books.record(store, "a", "1.5"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> store.gate().reserve(Books.request("h", "1"), Books.NOON))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("read-only");
        assertThat(Books.entries(store)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void a_transaction_that_the_server_gives_up_for_another_one_is_done_again_and_counts_once(String state)
            throws Exception {
        FaultServer.execute(raw, "create sequence tries"); // not rolled back with the transaction
        onInsert("rollup_hour", "if nextval('tries') <= 3 then raise sqlstate '" + state + "'; end if;");
        assertThat(Books.record(store, "a", "1.5")).isInstanceOf(RecordResult.Recorded.class);
        assertThat(Books.entries(store)).isEqualTo(Map.of("a", new BigDecimal("1.5")));
        assertThat(tries()).isEqualTo(4);
    }

    @Test
    void a_reservation_that_the_server_gives_up_for_another_transaction_is_done_again_and_held_once() throws Exception {
        FaultServer.execute(raw, "create sequence tries");
        onInsert("cost_hold", "if nextval('tries') <= 3 then raise sqlstate '40001'; end if;");
        assertThat(store.gate().reserve(Books.request("h", "7"), Books.NOON)).isInstanceOf(SpendDecision.Granted.class);
        assertThat(store.budgets().statuses(List.of("all"), Books.NOON).get(0).held())
                .isEqualByComparingTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void a_commit_that_the_server_gives_up_for_another_transaction_is_done_again_and_counts_once(String state)
            throws Exception {
        FaultServer.execute(raw, "create sequence tries");
        FaultServer.execute(raw, """
                create function fault() returns trigger language plpgsql as $$ begin
                    if nextval('tries') <= 3 then raise sqlstate '%s'; end if;
                    return new;
                end $$;
                create constraint trigger fault after insert on cost_entry initially deferred
                    for each row execute function fault()""".formatted(state));
        assertThat(Books.record(store, "a", "1.5")).isInstanceOf(RecordResult.Recorded.class);
        assertThat(Books.entries(store)).isEqualTo(Map.of("a", new BigDecimal("1.5")));
        assertThat(tries()).isEqualTo(4);
    }

    @Test
    void a_transaction_that_is_given_up_every_time_ends_as_unavailable() throws Exception {
        onInsert("cost_entry", "raise sqlstate '40001' using message = 'never';");
        assertThatThrownBy(() -> Books.record(store, "a", "1.5"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("never");
        assertThat(Books.entries(store)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P05", "22003", "42P01", "42703", "23514", "XX001", "P0001"})
    void what_the_server_can_never_do_is_a_fault_of_the_one_who_asked_for_it_and_of_nobody_else(String state)
            throws Exception {
        onInsert("cost_entry", "if new.id = 'never' then raise sqlstate '" + state + "' using message = 'no'; end if;");
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<RecordResult>> others = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String id = "other-" + i;
                others.add(callers.submit(() -> Books.record(store, id, "1")));
                if (i % 10 == 5) {
                    assertThatThrownBy(() -> Books.record(store, "never", "1.5"))
                            .isInstanceOf(StoreFaultException.class)
                            .hasMessageContaining(state);
                }
            }
            for (Future<RecordResult> other : others) {
                assertThat(other.get(30, TimeUnit.SECONDS)).isInstanceOf(RecordResult.Recorded.class);
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(Books.entries(store)).hasSize(40).doesNotContainKey("never");
    }

    @Test
    void a_table_that_is_missing_is_a_fault_until_it_is_back() throws Exception {
        FaultServer.execute(raw, "alter table rollup_hour rename to gone");
        assertThatThrownBy(() -> Books.record(store, "a", "1"))
                .isInstanceOf(StoreFaultException.class)
                .hasMessageContaining("rollup_hour")
                .hasMessageContaining("42P01");
        FaultServer.execute(raw, "alter table gone rename to rollup_hour");
        assertThat(Books.record(store, "a", "1")).isInstanceOf(RecordResult.Recorded.class);
    }

    private long tries() throws SQLException {
        try (var statement = raw.createStatement();
                var row = statement.executeQuery("select last_value from tries")) {
            row.next();
            return row.getLong(1);
        }
    }
}
