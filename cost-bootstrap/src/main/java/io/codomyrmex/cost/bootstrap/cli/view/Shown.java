package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Values as a terminal shows them. */
public final class Shown {

    private static final int MAX_TEXT = 100;
    private static final int MIN_DECIMALS = 2;

    private Shown() {}

    /** The text on one line: control characters, which could also steer the terminal, become blanks. */
    public static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+", " ")
                .strip();
    }

    /** The text on one line, of at most 100 characters. */
    static String text(String text) {
        String line = line(text);
        return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT - 3) + "...";
    }

    /** The exact amount, with two decimals at least. */
    public static String amount(BigDecimal amount) {
        return amount.setScale(Math.max(amount.scale(), MIN_DECIMALS), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /** A ratio in percent, cut off after one decimal, so that 99.96 % does not read as full. */
    static String percent(BigDecimal ratio) {
        return ratio.movePointRight(2).setScale(1, RoundingMode.DOWN).toPlainString() + "%";
    }

    /** A threshold in percent, exact. */
    static String threshold(BigDecimal threshold) {
        return AmountRule.canonical(threshold.movePointRight(2)).toPlainString() + "%";
    }

    /** A range; its open ends in words. */
    static String range(TimeRange range) {
        boolean first = range.start().equals(TimeRange.ALL.start());
        boolean last = range.end().equals(TimeRange.ALL.end());
        if (first && last) {
            return "all time";
        }
        return first ? "until " + range.end() : last ? "since " + range.start() : range.start() + " to " + range.end();
    }
}
