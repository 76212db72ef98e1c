package io.codomyrmex.cost.bootstrap.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BarsTest {

    private static final Bars BLOCKS = new Bars(true);
    private static final Bars ASCII = new Bars(false);

    private static BigDecimal n(String number) {
        return new BigDecimal(number);
    }

    @Test
    void the_largest_is_full_and_the_others_are_in_proportion() {
        assertThat(BLOCKS.bar(n("80"), n("80"))).isEqualTo("█".repeat(24));
        assertThat(BLOCKS.bar(n("40"), n("80"))).isEqualTo("█".repeat(12));
        assertThat(BLOCKS.bar(n("1"), n("48"))).isEqualTo("▌");
        assertThat(ASCII.bar(n("40"), n("80"))).isEqualTo("#".repeat(12));
    }

    @Test
    void what_is_there_is_seen_and_what_is_not_is_not() {
        assertThat(BLOCKS.bar(n("0.000000000000000001"), n("99999999999999999999")))
                .isEqualTo("▏");
        assertThat(ASCII.bar(n("0.01"), n("1000"))).isEqualTo("#");
        assertThat(BLOCKS.bar(n("0"), n("10"))).isEmpty();
    }

    @Test
    void what_is_below_zero_has_its_size_and_a_fill_of_its_own() {
        assertThat(BLOCKS.bar(n("-5"), n("10"))).isEqualTo("░".repeat(12));
        assertThat(BLOCKS.bar(n("-10"), n("10"))).isEqualTo("░".repeat(24));
        assertThat(BLOCKS.bar(n("-0.001"), n("10"))).isEqualTo("░");
        assertThat(ASCII.bar(n("-5"), n("10"))).isEqualTo("-".repeat(12));
    }

    @Test
    void a_gauge_has_ten_characters_and_is_full_from_one_on() {
        assertThat(BLOCKS.gauge(n("0"))).isEqualTo("··········");
        assertThat(BLOCKS.gauge(n("0.5"))).isEqualTo("█████·····");
        assertThat(BLOCKS.gauge(n("12.5"))).isEqualTo("██████████");
        assertThat(BLOCKS.gauge(n("-1"))).isEqualTo("··········");
        assertThat(ASCII.gauge(n("0.72"))).isEqualTo("#######...");
    }

    @Test
    void a_charset_without_blocks_gets_number_signs() {
        assertThat(Bars.of(StandardCharsets.UTF_8)).isEqualTo(BLOCKS);
        assertThat(Bars.of(StandardCharsets.US_ASCII)).isEqualTo(ASCII);
        assertThat(Bars.of(StandardCharsets.ISO_8859_1)).isEqualTo(ASCII);
        assertThat(BLOCKS.and(ASCII)).isEqualTo(ASCII);
    }
}
