package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.LedgerDifference;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerifyFindsInjectedDifferenceTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant NOW = Instant.parse("2026-11-25T10:15:30Z");

    static Stream<Arguments> injections() {
        List<String> whats = List.of("rollup_hour", "rollup_day", "spent", "held");
        return Stream.of("h2", "postgresql")
                .flatMap(database -> whats.stream().map(what -> Arguments.of(database, what)));
    }

    private static String injection(String what) {
        return switch (what) {
            case "rollup_hour" -> "update rollup_hour set amount = amount + 0.000001";
            case "rollup_day" -> "update rollup_day set amount = amount + 0.000001";
            case "spent" -> "update budget_balance set spent = spent + 0.000001";
            default -> "update budget_balance set held = held + 0.000001";
        };
    }

    @ParameterizedTest
    @MethodSource("injections")
    void a_millionth_too_much_in_a_derived_sum_is_found(String database, String what) {
        JdbcSettings settings = database.equals("h2")
                ? JdbcSettings.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", USD)
                : PostgresServer.get().newLedger(USD);
        try (CostStore store = JdbcCostStore.open(settings)) {
            store.budgets().create(BudgetSpec.of("daily", new BigDecimal("100"), BudgetPeriod.DAILY), NOW);
            store.record(List.of(CostDraft.of("12.5").complete("one", NOW)), NOW);
            assertThat(store.verify().clean()).isTrue();

            String user = settings.user() == null ? "" : settings.user();
            String password = settings.password() == null ? "" : settings.password();
            int changed =
                    Jdbi.create(settings.url(), user, password).withHandle(handle -> handle.execute(injection(what)));
            assertThat(changed).isEqualTo(1);

            BigDecimal right = new BigDecimal(what.equals("held") ? "0" : "12.5");
            assertThat(store.verify().differences())
                    .singleElement()
                    .satisfies(difference -> assertThat(difference.what()).isEqualTo(what))
                    .extracting(LedgerDifference::expected, LedgerDifference::actual)
                    .containsExactly(right, right.add(new BigDecimal("0.000001")));
        }
    }
}
