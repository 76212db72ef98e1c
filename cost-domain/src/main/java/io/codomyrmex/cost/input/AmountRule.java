package io.codomyrmex.cost.input;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of money: exact decimals with at most 20 integer digits and 18 decimals, the range of SQL's {@code
 * NUMERIC(38,18)}. An accepted amount is in its one canonical form (no trailing zeros, no exponent), so that equal
 * amounts are {@link BigDecimal#equals(Object) equal}.
 */
public final class AmountRule {

    /** The most decimals that an amount may have. */
    public static final int MAX_SCALE = 18;
    /** The most integer digits that an amount may have. */
    public static final int MAX_INTEGER_DIGITS = 20;

    private static final int MAX_TEXT = 128;

    private AmountRule() {}

    /**
     * The amount in canonical form; any sign, zero included.
     *
     * @throws InvalidInputException if it is null, has more than 18 decimals (never rounded) or more than 20 integer digits
     */
    public static BigDecimal any(String field, @Nullable BigDecimal amount) {
        if (amount == null) {
            throw new InvalidInputException(field, null, "must be given");
        }
        if (amount.signum() == 0) {
            return BigDecimal.ZERO;
        }
        long integerDigits = (long) amount.precision() - amount.scale();
        if (integerDigits > MAX_INTEGER_DIGITS) {
            throw new InvalidInputException(field, amount, "must have at most 20 integer digits");
        }
        if (amount.scale() == 0) {
            return amount;
        }
        BigDecimal canonical = canonical(amount);
        if (canonical.scale() > MAX_SCALE) {
            throw new InvalidInputException(field, amount, "must have at most 18 decimals");
        }
        return canonical;
    }

    /**
     * The amount in canonical form, not below zero.
     *
     * @throws InvalidInputException if it is null, negative, or beyond 20 integer digits and 18 decimals
     */
    public static BigDecimal zeroOrMore(String field, @Nullable BigDecimal amount) {
        BigDecimal checked = any(field, amount);
        if (checked.signum() < 0) {
            throw new InvalidInputException(field, amount, "must be zero or more");
        }
        return checked;
    }

    /**
     * Reads a decimal number, with or without exponent, exactly; the range is not checked here.
     *
     * @throws InvalidInputException if the text is null, blank, longer than 128 characters or not a plain decimal number
     */
    public static BigDecimal parse(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new InvalidInputException(field, text, "must be a decimal number");
        }
        if (text.length() > MAX_TEXT) {
            throw new InvalidInputException(field, text, "must be a decimal number of at most 128 characters");
        }
        if (!text.chars().allMatch(c -> c < 128)) {
            throw new InvalidInputException(field, text, "must be a decimal number in ASCII digits, like 12.50");
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(field, text, "must be a decimal number, like 12.50", e);
        }
    }

    /** A sum or ratio without trailing zeros and without exponent, of any size; equal values become equal objects. */
    public static BigDecimal canonical(BigDecimal value) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /**
     * For importers and price calculation only: the amount rounded HALF_EVEN to 18 decimals where it has more.
     *
     * @throws InvalidInputException if it is null or has more than 20 integer digits
     */
    public static BigDecimal rounded(String field, @Nullable BigDecimal amount) {
        if (amount == null || amount.scale() <= MAX_SCALE) {
            return any(field, amount);
        }
        if ((long) amount.precision() - amount.scale() < -MAX_SCALE) {
            return BigDecimal.ZERO; // below half a unit of the last decimal; to scale it would take forever
        }
        return any(field, amount.setScale(MAX_SCALE, RoundingMode.HALF_EVEN));
    }
}
