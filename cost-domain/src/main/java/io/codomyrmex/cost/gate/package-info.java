/**
 * The gate: may this be spent? A {@link io.codomyrmex.cost.gate.SpendScope} says which budgets are asked, a {@link
 * io.codomyrmex.cost.gate.SpendAnswer} what each of them says. A {@link io.codomyrmex.cost.gate.SpendDecision} says what became
 * of a request to hold money, and whether there is any to spend.
 */
@NullMarked
package io.codomyrmex.cost.gate;

import org.jspecify.annotations.NullMarked;
