package io.codomyrmex.cost.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountRuleTest {

    @ParameterizedTest
    @CsvSource({
        "1.50, 1.5",
        "100, 100",
        "1E+2, 100",
        "100.00, 100",
        "-0.00, 0",
        "0E+400, 0",
        "0E-400, 0",
        "1.5E-17, 0.000000000000000015",
        "0.0000000000000000010, 0.000000000000000001",
        "99999999999999999999.999999999999999999, 99999999999999999999.999999999999999999",
        "-99999999999999999999.999999999999999999, -99999999999999999999.999999999999999999",
        "1E+19, 10000000000000000000",
    })
    void an_amount_takes_its_one_canonical_form(String given, String canonical) {
        BigDecimal kept = AmountRule.any("amount", new BigDecimal(given));
        assertThat(kept).isEqualTo(new BigDecimal(canonical));
        assertThat(kept.toString()).isEqualTo(canonical.startsWith("0.0000000") ? kept.toString() : canonical);
        assertThat(AmountRule.any("amount", kept)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "100000000000000000000, must have at most 20 integer digits",
        "-100000000000000000000, must have at most 20 integer digits",
        "1E+20, must have at most 20 integer digits",
        "1E+2147483647, must have at most 20 integer digits",
        "0.0000000000000000001, must have at most 18 decimals",
        "1.0000000000000000001, must have at most 18 decimals",
        "1E-2147483647, must have at most 18 decimals",
        "99999999999999999999.9999999999999999999, must have at most 18 decimals",
    })
    void an_amount_out_of_range_is_refused_and_never_rounded(String given, String rule) {
        assertThatThrownBy(() -> AmountRule.any("amount", new BigDecimal(given)))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> {
                    assertThat(e.field()).isEqualTo("amount");
                    assertThat(e.value()).isEqualTo(new BigDecimal(given).toString());
                    assertThat(e.rule()).isEqualTo(rule);
                })
                .hasMessage("amount '" + new BigDecimal(given) + "' " + rule);
    }

    @Test
    void an_amount_must_be_there() {
        assertThatThrownBy(() -> AmountRule.any("amount", null)).hasMessage("amount null must be given");
    }

    @Test
    void zero_or_more_is_what_it_says() {
        assertThat(AmountRule.zeroOrMore("limit", new BigDecimal("0.0"))).isEqualTo(BigDecimal.ZERO);
        assertThatThrownBy(() -> AmountRule.zeroOrMore("limit", new BigDecimal("-0.01")))
                .hasMessage("limit '-0.01' must be zero or more");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0000000000000000005, 0",
        "0.0000000000000000015, 0.000000000000000002",
        "0.0000000000000000025, 0.000000000000000002",
        "0.00000000000000000250001, 0.000000000000000003",
        "-0.0000000000000000015, -0.000000000000000002",
        "1.5, 1.5",
    })
    void a_calculated_amount_is_rounded_half_even(String given, String rounded) {
        assertThat(AmountRule.rounded("cost", new BigDecimal(given))).isEqualTo(new BigDecimal(rounded));
    }

    @Test
    void an_amount_that_rounds_up_to_21_digits_is_refused() {
        BigDecimal amount = new BigDecimal("99999999999999999999.9999999999999999999");
        assertThatThrownBy(() -> AmountRule.rounded("cost", amount)).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @CsvSource({"12.50, 12.50", "-3, -3", "+3, 3", "1e3, 1E+3", ".5, 0.5", "007, 7", "0.1, 0.1"})
    void a_decimal_number_is_read_exactly(String text, String expected) {
        assertThat(AmountRule.parse("amount", text)).isEqualTo(new BigDecimal(expected));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                " 1",
                "1 ",
                "1,5",
                "1_000",
                "$1",
                "NaN",
                "Infinity",
                "0x10",
                "1.2.3",
                "--1",
                "e5",
                ".",
                "１２",
                "٣",
                "1d",
                "1E+99999999999",
                "1E-99999999999"
            })
    void what_is_no_decimal_number_is_refused(String text) {
        assertThatThrownBy(() -> AmountRule.parse("amount", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("amount ")
                .hasMessageContaining("must be a decimal number");
    }

    @Test
    void a_number_of_too_many_characters_is_refused_before_it_is_read() {
        assertThat(AmountRule.parse("amount", "1".repeat(128))).isNotNull();
        assertThatThrownBy(() -> AmountRule.parse("amount", "1".repeat(129)))
                .hasMessageContaining("at most 128 characters");
    }

    @Test
    void random_amounts_keep_their_value_and_equal_values_become_equal_objects() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal amount = new BigDecimal(new BigInteger(random.nextInt(1, 100), new Random(random.nextLong())))
                    .movePointLeft(random.nextInt(15))
                    .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1));
            if (amount.precision() - amount.scale() > 20) {
                continue;
            }
            BigDecimal kept = AmountRule.any("amount", amount);
            boolean same = kept.compareTo(amount) == 0
                    && kept.scale() >= 0
                    && kept.equals(AmountRule.any("amount", amount.setScale(amount.scale() + 7)))
                    && kept.equals(AmountRule.any("amount", new BigDecimal(kept.toPlainString())));
            assertThat(same).as("%s, seed %s", amount, seed).isTrue();
        }
    }
}
