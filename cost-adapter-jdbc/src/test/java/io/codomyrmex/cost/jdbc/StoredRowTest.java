package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.access.AccessToken;
import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that a newer version of the program, or somebody else, has written: to read them is no caller's mistake. */
class StoredRowTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant NOW = Instant.parse("2026-11-25T10:15:30Z");

    private record Reader(String name, Consumer<JdbcCostStore> read) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Breach(String sql, String named, List<Reader> readers) {
        @Override
        public String toString() {
            return sql;
        }
    }

    private static Reader reader(String name, Consumer<JdbcCostStore> read) {
        return new Reader(name, read);
    }

    static Stream<Arguments> breaches() {
        List<Reader> entries = List.of(
                reader("find", store -> store.find("one")),
                reader("entries", store -> store.entries(new EntryQuery(TimeRange.ALL, CostFilter.ALL, null, 10))),
                reader("summary", store -> store.summarize(TimeRange.ALL, CostFilter.ALL)),
                reader("record again", store -> record(store, "one")));
        List<Reader> budgets = List.of(
                reader("budget list", store -> store.budgets().list()),
                reader("budget find", store -> store.budgets().find("daily")),
                reader("verify", JdbcCostStore::verify));
        List<Reader> holds = List.of(
                reader("find hold", store -> store.gate().find("held", NOW)),
                reader("release", store -> store.gate().release("held", NOW)));
        List<Reader> alerts = List.of(
                reader("alerts", store -> store.budgets().alerts(10)),
                reader("events", store -> store.alertOutbox().events(null, 10)),
                reader("check", store -> store.budgets().check(NOW)));
        List<Reader> tokens =
                List.of(reader("tokens", store -> store.accessTokens().list()));
        List<Breach> breaches = List.of(
                new Breach("update cost_series set category = 'quantum'", "cost_series.category is 'quantum'", entries),
                new Breach("update cost_series set tags = '{'", "cost_series.tags is '{'", entries),
                new Breach("update budget set period = 'lunar'", "budget.period is 'lunar'", budgets),
                new Breach("update budget set zone = 'Mars/Base'", "budget.zone is 'Mars/Base'", budgets),
                new Breach("update budget set category = 'quantum'", "budget.category is 'quantum'", budgets),
                new Breach("update budget set alert_thresholds = '-0.5'", "budget 'daily': ", budgets),
                new Breach("update cost_hold set category = 'quantum'", "cost_hold.category is 'quantum'", holds),
                new Breach("update cost_hold set status = 'lent'", "cost_hold.status is 'lent'", holds.subList(0, 1)),
                new Breach("update budget_alert set period = 'lunar'", "budget_alert.period is 'lunar'", alerts),
                new Breach("update access_token set roles = 'oracle'", "access_token.roles is 'oracle'", tokens));
        return Stream.of("h2", "postgresql")
                .flatMap(database -> breaches.stream().map(breach -> Arguments.of(database, breach)));
    }

    private static void record(JdbcCostStore store, String id) {
        store.record(List.of(CostDraft.of("12.5").tag("team", "search").complete(id, NOW)), NOW);
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void a_stored_row_that_breaks_a_rule_is_a_fault_that_names_it_for_every_reader(String database, Breach breach) {
        JdbcSettings settings = database.equals("h2")
                ? JdbcSettings.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", USD)
                : PostgresServer.get().newLedger(USD);
        try (JdbcCostStore store = JdbcCostStore.open(settings)) {
            store.budgets().create(BudgetSpec.of("daily", new BigDecimal("20"), BudgetPeriod.DAILY), NOW);
            record(store, "one");
            store.gate()
                    .reserve(
                            new HoldRequest(
                                    "held", BigDecimal.ONE, CostCategory.COMPUTE, Map.of(), Duration.ofMinutes(1)),
                            NOW);
            store.accessTokens().add(new AccessToken("t", "t", Set.of(Role.READ), "0".repeat(64), NOW));
            Jdbi.create(
                            settings.url(),
                            settings.user() == null ? "" : settings.user(),
                            settings.password() == null ? "" : settings.password())
                    .useHandle(handle -> handle.execute(breach.sql()));
        }
        try (JdbcCostStore store = JdbcCostStore.open(settings)) { // one that remembers nothing
            for (Reader reader : breach.readers()) {
                assertThatThrownBy(() -> reader.read().accept(store))
                        .as(reader.name())
                        .isInstanceOf(StoreFaultException.class)
                        .hasMessageContaining(breach.named());
            }
        }
    }
}
