package io.codomyrmex.cost.bootstrap.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaGuardTest {

    private static final String ALPHABET = "'=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20a1. \",";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1", "+a", "-a", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\uFF1D1", "\uFF0B1", "\uFF0D1", "\uFF20a", "-",
                "+1"
            })
    void what_begins_a_formula_gets_an_apostrophe(String cell) {
        assertThat(FormulaGuard.apply(cell)).isEqualTo("'" + cell);
        assertThat(FormulaGuard.apply("'" + cell)).isEqualTo("''" + cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "'",
                "'a",
                "''",
                "it's",
                "a=1",
                " =1",
                "-1",
                "-0.000000000000000001",
                "12.5",
                "{\"=\":1}"
            })
    void all_else_stays_as_it_is(String cell) {
        assertThat(FormulaGuard.apply(cell)).isEqualTo(cell);
        assertThat(FormulaGuard.undo(cell)).isEqualTo(cell);
    }

    @Test
    void undoing_gives_every_text_back() {
        long seed = Long.getLong("cost.test.seed", System.nanoTime());
        System.out.println("cost.test.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder cell = new StringBuilder();
            for (int length = random.nextInt(6); length > 0; length--) {
                cell.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            String text = cell.toString();
            assertThat(FormulaGuard.undo(FormulaGuard.apply(text))).isEqualTo(text);
        }
    }
}
