package io.codomyrmex.cost.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantRuleTest {

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "2026-11-25T10:00:00.123456789Z, 2026-11-25T10:00:00.123456Z",
        "9998-12-31T23:59:59.999999999Z, 9998-12-31T23:59:59.999999Z",
    })
    void an_instant_is_cut_down_to_the_microsecond(Instant given, Instant kept) {
        assertThat(InstantRule.kept("timestamp", given)).isEqualTo(kept);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"1969-12-31T23:59:59.999999999Z", "9999-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z"})
    void an_instant_out_of_range_is_refused(Instant given) {
        assertThatThrownBy(() -> InstantRule.kept("timestamp", given))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("timestamp " + (given == null ? "null" : "'" + given + "'"));
    }
}
