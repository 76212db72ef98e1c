package io.codomyrmex.cost.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRuleTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "two\nlines", "🧾", "e\u0301", "\u0001", "\ufffe"})
    void any_well_formed_text_is_kept_as_it_is(String text) {
        assertThat(TextRule.bounded("f", text, 10)).isSameAs(text);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(null, "f null must be given"),
                Arguments.of("12345678901", "f '12345678901' must have at most 10 characters, has 11"),
                Arguments.of("a\0b", "f 'a\\u0000b' must not contain the NUL character"),
                Arguments.of("a\ud83e", "f 'a\\ud83e' must be well-formed Unicode (unpaired surrogate)"),
                Arguments.of("\ude00a", "f '\\ude00a' must be well-formed Unicode (unpaired surrogate)"),
                Arguments.of("\ude00\ud83e", "f '\\ude00\\ud83e' must be well-formed Unicode (unpaired surrogate)"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_a_store_could_not_hold_is_refused(String text, String message) {
        assertThatThrownBy(() -> TextRule.bounded("f", text, 10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }

    @Test
    void length_is_counted_in_utf_16_units() {
        assertThat(TextRule.bounded("f", "🧾🧾", 4)).isEqualTo("🧾🧾");
        assertThatThrownBy(() -> TextRule.bounded("f", "🧾🧾", 3)).hasMessageContaining("has 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003"})
    void filled_means_more_than_white_space(String text) {
        assertThatThrownBy(() -> TextRule.filled("f", text, 10)).hasMessageEndingWith("must not be blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "a\n", "\ta", "a\nb", "a\u0007b", "a\u0085b"})
    void an_id_has_no_white_space_around_it_and_no_control_characters(String text) {
        assertThatThrownBy(() -> TextRule.id("id", text, 10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("id ");
        assertThat(TextRule.id("id", "a b-ü", 10)).isEqualTo("a b-ü");
    }

    @Test
    void an_error_shows_a_long_value_on_one_line_and_shortened() {
        InvalidInputException error = new InvalidInputException("f", "line\n" + "🧾".repeat(60) + "\u202e", "must not");
        assertThat(error.getMessage())
                .startsWith("f 'line\\u000a🧾")
                .endsWith("…' must not")
                .hasLineCount(1)
                .hasSizeLessThan(120);
        assertThat(error.value()).hasSize(5 + 120 + 1);
    }
}
