package io.codomyrmex.cost.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TagsRuleTest {

    private static Map<String, String> tags(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    }

    @Test
    void tags_are_copied_in_order_and_cannot_be_changed() {
        Map<String, String> given = new HashMap<>(Map.of("b", "1", " a", "", "B", "2"));
        Map<String, String> kept = TagsRule.kept("tags", given);
        given.clear();
        assertThat(kept.keySet()).containsExactly(" a", "B", "b");
        assertThatThrownBy(() -> kept.put("c", "3")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(TagsRule.kept("tags", Map.of())).isEmpty();
        assertThat(TagsRule.kept("tags", tags(64))).hasSize(64);
        assertThat(TagsRule.kept("tags", Map.of("k".repeat(256), "v".repeat(2048))))
                .hasSize(1);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(null, "tags null must be given"),
                Arguments.of(tags(65), "tags '65 tags' must have at most 64 tags"),
                Arguments.of(Map.of("", "v"), "tags key '' must not be empty"),
                Arguments.of(Collections.singletonMap(null, "v"), "tags key null must be given"),
                Arguments.of(Collections.singletonMap("k", null), "tags.k null must be given"),
                Arguments.of(Map.of("k", "a\0"), "tags.k 'a\\u0000' must not contain the NUL character"),
                Arguments.of(
                        Map.of("\ud800", "v"), "tags key '\\ud800' must be well-formed Unicode (unpaired surrogate)"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void bad_tags_are_refused(Map<String, String> tags, String message) {
        assertThatThrownBy(() -> TagsRule.kept("tags", tags))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }

    @Test
    void long_keys_and_values_are_refused() {
        assertThatThrownBy(() -> TagsRule.kept("tags", Map.of("k".repeat(257), "v")))
                .hasMessageContaining("must have at most 256 characters, has 257");
        assertThatThrownBy(() -> TagsRule.kept("tags", Map.of("k", "v".repeat(2049))))
                .hasMessageContaining("must have at most 2048 characters, has 2049");
    }
}
