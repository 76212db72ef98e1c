package io.codomyrmex.cost.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataRuleTest {

    private static Map<String, Object> nested(int levels) {
        Map<String, Object> map = Map.of("leaf", 1);
        for (int i = 1; i < levels; i++) {
            map = Map.of("next", map);
        }
        return map;
    }

    private static Object kept(Object value) {
        return MetadataRule.kept("metadata", Collections.singletonMap("k", value))
                .get("k");
    }

    @Test
    void every_json_value_is_kept() {
        assertThat(kept(null)).isNull();
        assertThat(kept(true)).isEqualTo(true);
        assertThat(kept("text")).isEqualTo("text");
        assertThat(kept(List.of())).isEqualTo(List.of());
        assertThat(kept(Map.of())).isEqualTo(Map.of());
        assertThat(kept(Arrays.asList(1, null, "a"))).isEqualTo(Arrays.asList(BigDecimal.ONE, null, "a"));
        assertThat(kept(nested(15))).isNotNull();
        assertThat(MetadataRule.kept("metadata", Map.of())).isEmpty();
    }

    @Test
    void numbers_of_any_type_become_canonical_decimals() {
        assertThat(List.of(
                        kept((byte) 7),
                        kept((short) 7),
                        kept(7),
                        kept(7L),
                        kept(7.0),
                        kept(7f),
                        kept(BigInteger.valueOf(7)),
                        kept(new BigDecimal("7.000"))))
                .containsOnly(new BigDecimal(7));
        assertThat(kept(0.1)).isEqualTo(new BigDecimal("0.1"));
        assertThat(kept(-0.0)).isEqualTo(BigDecimal.ZERO);
        assertThat(kept(Double.MIN_VALUE)).isEqualTo(new BigDecimal("4.9E-324"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1E+400",
                "-9.99E+300",
                "1E-400",
                "1234567890123456789012345678901234567890123456789012345678901234"
            })
    void what_was_kept_once_is_kept_again(String number) {
        Map<String, Object> once = MetadataRule.kept("metadata", Map.of("k", new BigDecimal(number)));
        assertThat(MetadataRule.kept("metadata", once)).isEqualTo(once);
        assertThat((BigDecimal) once.get("k")).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1E+401",
                "1E-401",
                "1E+2147483647",
                "1E-2147483647",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void a_number_of_too_many_digits_is_refused(String number) {
        assertThatThrownBy(() -> kept(new BigDecimal(number)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("metadata.k ")
                .hasMessageEndingWith("must have at most 64 digits and an exponent within ±400");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(Double.NaN, "metadata.k 'NaN' must be a finite number"),
                Arguments.of(Float.POSITIVE_INFINITY, "metadata.k 'Infinity' must be a finite number"),
                Arguments.of(Set.of(1), "must be a JSON value: object, list, text, number, boolean or null"),
                Arguments.of('c', "metadata.k 'java.lang.Character' must be a JSON value"),
                Arguments.of("a\0", "metadata.k 'a\\u0000' must not contain the NUL character"),
                Arguments.of(List.of(Map.of("x", "\ud800")), "metadata.k[0].x '\\ud800' must be well-formed"),
                Arguments.of(Map.of(1, "x"), "metadata.k key '1' must be text"),
                Arguments.of(nested(16), "'level 17' must be at most 16 levels deep"),
                Arguments.of(new ArrayList<>(Collections.nCopies(4_096, 1)), "must have at most 4096 values in all"),
                Arguments.of("x".repeat(65_536), "must have at most 65536 characters of metadata in all"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_json_or_a_store_cannot_hold_is_refused(Object value, String message) {
        assertThatThrownBy(() -> kept(value))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_structure_that_holds_itself_is_refused() {
        Map<String, Object> loop = new HashMap<>();
        loop.put("self", loop);
        assertThatThrownBy(() -> MetadataRule.kept("metadata", loop)).hasMessageContaining("levels deep");
        assertThatThrownBy(() -> MetadataRule.kept("metadata", null)).hasMessage("metadata null must be given");
    }

    @Test
    void the_copy_is_deep_and_cannot_be_changed() {
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> given = new HashMap<>(Map.of("l", list, "a", "b"));
        Map<String, Object> kept = MetadataRule.kept("metadata", given);
        list.add(2);
        given.clear();
        assertThat(kept).isEqualTo(Map.of("a", "b", "l", List.of(BigDecimal.ONE)));
        assertThat(List.copyOf(kept.keySet())).isSorted();
        assertThatThrownBy(kept::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) kept.get("l")).clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
