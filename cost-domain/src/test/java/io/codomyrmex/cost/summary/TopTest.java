package io.codomyrmex.cost.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.input.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopTest {

    @Test
    void a_number_from_1_to_1000_is_read() {
        assertThat(Top.of("top", "1")).isEqualTo(new Top(1));
        assertThat(Top.of("top", "1000")).isEqualTo(new Top(Top.MAX));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1001", "99999999999", "1.5", "ten", "+1", " 1"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> Top.of("top", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("top '" + text + "' must be a whole number from 1 to 1000");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void a_number_out_of_range_is_refused(int groups) {
        assertThatThrownBy(() -> new Top(groups))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("top '" + groups + "' must be a whole number from 1 to 1000");
    }
}
