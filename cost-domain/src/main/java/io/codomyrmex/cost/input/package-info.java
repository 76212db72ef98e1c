/**
 * What callers hand in, and the rules it must obey. Every rule answers a breach with one {@link
 * io.codomyrmex.cost.input.InvalidInputException} that names the field, the value and the rule, before anything is
 * stored.
 */
@NullMarked
package io.codomyrmex.cost.input;

import org.jspecify.annotations.NullMarked;
