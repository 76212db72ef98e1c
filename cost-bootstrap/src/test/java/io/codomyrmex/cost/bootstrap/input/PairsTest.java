package io.codomyrmex.cost.bootstrap.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.input.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairsTest {

    private static Map<String, String> read(String... texts) {
        return Pairs.of("tag", List.of(texts));
    }

    @Test
    void the_first_equals_sign_without_a_backslash_ends_the_key() {
        assertThat(read("team=search")).containsExactly(Map.entry("team", "search"));
        assertThat(read("team==a=b")).containsExactly(Map.entry("team", "=a=b"));
        assertThat(read("team=")).containsExactly(Map.entry("team", ""));
        assertThat(read("cost\\=center=42")).containsExactly(Map.entry("cost=center", "42"));
        assertThat(read("\\==1")).containsExactly(Map.entry("=", "1"));
        assertThat(read("a\\\\=1")).containsExactly(Map.entry("a\\", "1"));
        assertThat(read("a\\\\\\==1")).containsExactly(Map.entry("a\\=", "1"));
    }

    @Test
    void a_backslash_elsewhere_is_a_backslash() {
        assertThat(read("path=C:\\temp\\\\x\\=y")).containsExactly(Map.entry("path", "C:\\temp\\\\x\\=y"));
        assertThat(read("C:\\temp=1")).containsExactly(Map.entry("C:\\temp", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "team", "=1", "a\\=1", "\\=", "a\\"})
    void what_has_no_key_or_no_end_of_it_is_refused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("tag '" + text + "' must be KEY=VALUE, with \\= for an equals sign in the key");
    }

    @Test
    void what_is_shown_is_read_as_the_same_pair() {
        long seed = Long.getLong("cost.test.seed", System.nanoTime());
        System.out.println("cost.test.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            String key = text(random) + "\\=a ".charAt(random.nextInt(4));
            String value = text(random);
            assertThat(read(Pairs.text(key, value))).containsExactly(Map.entry(key, value));
        }
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append("\\=a é".charAt(random.nextInt(5)));
        }
        return text.toString();
    }
}
