package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import io.codomyrmex.cost.summary.Grouping;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server, a standby or a user that only reads: what reads works, and what writes says why it does not. */
@Timeout(120)
class ReadOnlyServerTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant NOW = Instant.parse("2026-11-25T10:15:30Z");
    private static final String READ_ONLY = "&options=-c%20default_transaction_read_only=on";

    private static void fill(JdbcSettings ledger) {
        try (JdbcCostStore store = JdbcCostStore.open(ledger)) {
            store.budgets().create(BudgetSpec.of("daily", new BigDecimal("20"), BudgetPeriod.DAILY), NOW);
            record(store, "one");
        }
    }

    private static void record(JdbcCostStore store, String id) {
        store.record(List.of(CostDraft.of("12.5").tag("team", "search").complete(id, NOW)), NOW);
    }

    private static void assertReads(JdbcCostStore store) {
        assertThat(store.find("one")).isPresent();
        assertThat(store.entries(new EntryQuery(TimeRange.ALL, CostFilter.ALL, null, 10)))
                .hasSize(1);
        assertThat(store.summarize(TimeRange.ALL, CostFilter.ALL).total()).isEqualByComparingTo("12.5");
        TimeRange day = new TimeRange(NOW.minusSeconds(3600), NOW.plusSeconds(3600));
        assertThat(store.series(new SeriesQuery(
                                day, BudgetPeriod.HOURLY, ZoneOffset.UTC, Grouping.NONE, CostFilter.ALL))
                        .points())
                .isNotEmpty();
        assertThat(store.budgets().statuses(List.of(), NOW)).hasSize(1);
        assertThat(store.budgets().allows(BigDecimal.ONE, SpendScope.ALL, NOW)).isTrue();
        assertThat(store.budgets().alerts(10)).isNotEmpty();
        assertThat(store.alertOutbox().events(null, 10)).isNotEmpty();
        assertThat(store.accessTokens().list()).isEmpty();
        assertThat(store.verify().differences()).isEmpty();
    }

    private static JdbcSettings with(JdbcSettings ledger, String option) {
        return JdbcSettings.of(ledger.url() + option, USD).user(ledger.user()).password(ledger.password());
    }

    @Test
    void a_server_that_only_reads_is_opened_and_read_and_refuses_to_record_for_now() {
        JdbcSettings ledger = PostgresServer.get().newLedger(USD);
        fill(ledger);
        try (JdbcCostStore store = JdbcCostStore.open(with(ledger, READ_ONLY))) {
            assertReads(store);
            assertThatThrownBy(() -> record(store, "two"))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("read-only");
            assertThatThrownBy(store::requireWritable)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("only reads");
            assertReads(store);
        }
    }

    @Test
    void a_user_who_may_only_read_reads_and_to_record_is_a_fault() {
        PostgresServer server = PostgresServer.get();
        JdbcSettings ledger = server.newLedger(USD);
        fill(ledger);
        String schema = ledger.url().replaceFirst(".*currentSchema=", "");
        String reader = "reader_" + schema;
        server.execute("create role " + reader + " login password 'r'");
        server.execute("grant usage on schema " + schema + " to " + reader);
        server.execute("grant select on all tables in schema " + schema + " to " + reader);
        try (JdbcCostStore store = JdbcCostStore.open(ledger.user(reader).password("r"))) {
            assertReads(store);
            assertThatThrownBy(() -> record(store, "two"))
                    .isInstanceOf(StoreFaultException.class)
                    .hasMessageContaining("permission denied");
            assertReads(store);
        } finally {
            server.execute("drop owned by " + reader);
            server.execute("drop role " + reader);
        }
    }

    @Test
    void a_ledger_that_is_not_there_yet_cannot_be_made_where_nothing_is_written() {
        JdbcSettings ledger = PostgresServer.get().newLedger(USD);
        JdbcSettings readOnly = with(ledger, READ_ONLY);
        for (Runnable call :
                List.<Runnable>of(() -> JdbcCostStore.open(readOnly), () -> JdbcCostStore.migrate(readOnly))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("migrate it where it can be written");
        }
    }

    @Test
    void a_ledger_of_a_newer_version_is_opened_as_it_is() {
        JdbcSettings ledger = PostgresServer.get().newLedger(USD);
        fill(ledger);
        String schema = ledger.url().replaceFirst(".*currentSchema=", "");
        PostgresServer.get()
                .execute("insert into " + schema + ".cost_schema_history select 1000, '1000', 'later', type, script,"
                        + " checksum, installed_by, installed_on, execution_time, true from " + schema
                        + ".cost_schema_history where version = '1'");
        try (JdbcCostStore store = JdbcCostStore.open(ledger)) {
            assertReads(store);
        }
    }

    @Test
    void the_version_is_that_of_the_newest_migration() {
        for (Dialect dialect : Dialect.values()) {
            var all = Migrations.configuration(dialect)
                    .dataSource("jdbc:h2:mem:versions", "", "")
                    .load()
                    .info()
                    .all();
            assertThat(all[all.length - 1].getVersion().getVersion()).isEqualTo(Integer.toString(Migrations.VERSION));
        }
    }

    @Test
    @Tag("long")
    void a_hot_standby_is_opened_and_read() throws Exception {
        try (ServerPair servers = new ServerPair()) {
            fill(servers.ledgerOn(0, USD));
            JdbcSettings standby = servers.ledgerOn(1, USD);
            long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (!isThere(standby)) { // it is behind by as long as it takes to replay
                assertThat(System.nanoTime()).isLessThan(end);
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            try (JdbcCostStore store = JdbcCostStore.open(standby)) {
                assertReads(store);
                assertThatThrownBy(() -> record(store, "two")).isInstanceOf(StoreUnavailableException.class);
                assertThatThrownBy(store::requireWritable).isInstanceOf(StoreUnavailableException.class);
            }
        }
    }

    private static boolean isThere(JdbcSettings ledger) {
        try (JdbcCostStore store = JdbcCostStore.open(ledger)) {
            return store.find("one").isPresent();
        } catch (StoreUnavailableException e) {
            return false; // the schema has not come over yet
        }
    }
}
