package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.BalanceKey;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

/** What a transaction loads while its callers decide. */
class LedgerUnitTest {

    private static final BalanceKey KEY = new BalanceKey("b", 1, Instant.EPOCH);

    private final JdbcSettings settings =
            JdbcSettings.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", Currency.getInstance("USD"));

    private static LedgerUnit unit(Handle handle) {
        return new LedgerUnit(handle, Dialect.H2, Currency.getInstance("USD"), LedgerWriter.BudgetsAt.UNKNOWN);
    }

    @Test
    void what_was_decided_on_a_load_that_failed_is_not_saved_though_the_caller_was_told() {
        JdbcCostStore.open(settings).close();
        try (Database database = Database.open(settings)) {
            database.read("a counter that cannot be read", handle -> {
                handle.execute("drop table budget_balance");
                LedgerUnit unit = unit(handle);
                assertThatThrownBy(() -> unit.balance(KEY)).isInstanceOf(JdbiException.class);
                assertThatThrownBy(unit::requireLoaded).isInstanceOf(JdbiException.class);
                return true;
            });
        }
    }

    @Test
    void what_was_loaded_may_be_saved() {
        JdbcCostStore.open(settings).close();
        try (Database database = Database.open(settings)) {
            database.read("a counter", handle -> {
                LedgerUnit unit = unit(handle);
                unit.balance(KEY);
                assertThatCode(unit::requireLoaded).doesNotThrowAnyException();
                return true;
            });
        }
    }
}
