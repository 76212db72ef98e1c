package io.codomyrmex.cost.bootstrap.cli.view;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;

/**
 * Bars of characters.
 *
 * @param blocks whether Unicode's block characters may be used, which draw eighths; else {@code #} draws wholes
 */
public record Bars(boolean blocks) {

    /** The widest bar in a table. */
    static final int WIDTH = 24;

    private static final String EIGHTHS = "▏▎▍▌▋▊▉█";
    private static final String NEGATIVE = "░";

    /** Bars that this charset can encode. */
    public static Bars of(Charset charset) {
        return new Bars(charset.canEncode() && charset.newEncoder().canEncode(EIGHTHS + NEGATIVE + "·"));
    }

    /** Bars that this Java's default charset can encode, in which tables are put together. */
    public static Bars forDefaultCharset() {
        return of(Charset.defaultCharset());
    }

    /** Bars that both can draw. */
    public Bars and(Bars other) {
        return new Bars(blocks && other.blocks);
    }

    /**
     * A bar whose length is to {@value #WIDTH} as the value's size is to the largest; none for zero. What is below zero has a fill of
     * its own: light blocks, or {@code -} where there are none.
     *
     * @param largest the largest size, whatever the sign
     */
    String bar(BigDecimal value, BigDecimal largest) {
        if (value.signum() >= 0) {
            return bar(value, largest, WIDTH);
        }
        int wholes = new Bars(false).bar(value.negate(), largest, WIDTH).length();
        return (blocks ? NEGATIVE : "-").repeat(wholes);
    }

    /** How full something is: a bar of ten characters, full from 1 on. */
    String gauge(BigDecimal ratio) {
        int width = 10;
        String bar = bar(ratio.min(BigDecimal.ONE), BigDecimal.ONE, width);
        return bar + (blocks ? "·" : ".").repeat(width - bar.length());
    }

    private String bar(BigDecimal value, BigDecimal largest, int width) {
        if (value.signum() <= 0 || largest.signum() <= 0) {
            return "";
        }
        int parts = blocks ? 8 : 1;
        int length = value.multiply(BigDecimal.valueOf((long) width * parts))
                .divide(largest, 0, RoundingMode.HALF_UP)
                .intValueExact();
        int shown = Math.max(length, 1); // what is there is seen
        if (!blocks) {
            return "#".repeat(shown);
        }
        int rest = shown % 8;
        return "█".repeat(shown / 8) + (rest == 0 ? "" : EIGHTHS.substring(rest - 1, rest));
    }
}
