package io.codomyrmex.cost.summary;

import java.math.BigDecimal;

/**
 * What a breakdown that is limited to its largest groups leaves out, as one figure. It is no group, so no name can be mistaken for
 * it.
 *
 * @param amount the exact sum of the groups that are not shown, canonical
 * @param groups how many they are
 */
public record Rest(BigDecimal amount, long groups) {

    /** Nothing is left out. */
    public static final Rest NONE = new Rest(BigDecimal.ZERO, 0);
}
