package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private final Remembered<String, String> remembered =
            new Remembered<>(10_000, (key, value) -> key.length() + value.length());

    private void put(String key, int length) {
        remembered.putAll(Map.of(key, "x".repeat(length - key.length())));
    }

    @Test
    void as_much_is_remembered_as_fits_whatever_the_number_of_values() {
        for (int i = 0; i < 1_000; i++) {
            put("key" + i, 1_000);
        }
        assertThat(remembered.values()).hasSize(10).containsKey("key999");
        for (int i = 0; i < 1_000; i++) {
            put("small" + i, 10);
        }
        assertThat(remembered.values()).hasSize(1_000);
    }

    @Test
    void what_was_not_asked_for_the_longest_is_forgotten_first() {
        for (int i = 0; i < 10; i++) {
            put("key" + i, 1_000);
        }
        assertThat(remembered.values().get("key0")).isNotNull();
        put("another", 1_000);
        assertThat(remembered.values()).containsKeys("key0", "another").doesNotContainKey("key1");
    }

    @Test
    void a_value_that_changes_its_size_counts_by_the_new_one() {
        put("key", 9_000);
        put("key", 1_000);
        put("other", 9_000);
        assertThat(remembered.values()).containsOnlyKeys("key", "other");
    }

    @Test
    void a_value_that_alone_is_too_large_is_not_remembered() {
        put("key", 1_000);
        put("large", 10_001);
        assertThat(remembered.values()).doesNotContainKey("large");
        remembered.clear();
        put("key", 10_000);
        assertThat(remembered.values()).containsOnlyKeys("key");
    }

    @Test
    void the_size_of_texts_follows_their_characters() {
        Map<String, String> few = Map.of("key", "value");
        Map<String, String> many =
                IntStream.range(0, 60).boxed().collect(Collectors.toMap(i -> "key" + i, i -> "v".repeat(2_048)));
        assertThat(Remembered.size(few)).isBetween(300, 600);
        assertThat(Remembered.size(many)).isBetween(2 * 60 * 2_048, 2 * 60 * 2_500);
    }
}
