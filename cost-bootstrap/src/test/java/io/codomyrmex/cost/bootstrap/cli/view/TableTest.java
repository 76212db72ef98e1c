package io.codomyrmex.cost.bootstrap.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void amounts_are_exact_and_aligned_at_the_point() {
        assertThat(new Table("name", "amount")
                        .row("a", new BigDecimal("-12"))
                        .row("b", new BigDecimal("0.000000000000000001"))
                        .row("c", new BigDecimal("99999999999999999999.5"))
                        .text())
                .isEqualTo("""
                         name |                                  amount
                        ------+-----------------------------------------
                         a    |                  -12.00
                         b    |                    0.000000000000000001
                         c    | 99999999999999999999.50
                        """);
    }

    @Test
    void text_is_shortened_and_cannot_steer_the_terminal() {
        String text = new Table("name")
                .row("a\u001b[2J\nb\u009bc")
                .row("x".repeat(500))
                .text();
        assertThat(text)
                .contains(" a [2J b c\n")
                .contains("x".repeat(97) + "...\n")
                .doesNotContain("\u001b", "x".repeat(98));
    }

    @Test
    void without_rows_there_is_no_table() {
        assertThat(new Table("name").text()).isEmpty();
    }
}
