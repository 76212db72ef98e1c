package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFailuresTest {

    @ParameterizedTest
    @NullSource // the pool's
    @ValueSource(
            strings = {
                "08001", "08006", "08P01", "53100", "53300", "55P03", "57014", "57P01", "57P03", "58030", "25006",
                "25P03", "40001", "40P01", "HYT00", "90020", "90098", "90121"
            })
    void what_passes_is_unavailable(String state) {
        assertThat(SqlFailures.beforeCommit("record", new SQLException("no", state)))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "2", "22003", "22P05", "22021", "23505", "28P01", "3D000", "3F000", "42P01", "42703", "42501",
                "42P05", "0A000", "XX000", "XX001", "XX002", "HY000", "90030", "99999"
            })
    void what_does_not_pass_is_a_fault(String state) {
        SQLException failure = new SQLException("no", state);
        assertThat(SqlFailures.beforeCommit("record", failure))
                .isInstanceOf(StoreFaultException.class)
                .hasMessageStartingWith("record: no")
                .hasCause(failure);
        assertThat(SqlFailures.concernsEveryone(failure)).isFalse();
    }

    @Test
    void a_failure_that_no_database_told_is_a_fault() {
        assertThat(SqlFailures.beforeCommit("record", new IllegalStateException("no mapper")))
                .isInstanceOf(StoreFaultException.class);
    }

    @Test
    void a_transaction_given_up_for_another_one_concerns_nobody_else() {
        SQLException failure = new SQLException("deadlock", "40P01");
        assertThat(SqlFailures.isRetryable(failure)).isTrue();
        assertThat(SqlFailures.concernsEveryone(failure)).isFalse();
    }
}
