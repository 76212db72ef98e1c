/**
 * The gate: may this be spent? {@link io.codomyrmex.cost.gate.SpendAnswer} is advice, {@link
 * io.codomyrmex.cost.gate.SpendDecision} comes with a hold that keeps the money free until it is committed, released or
 * expired.
 */
@NullMarked
package io.codomyrmex.cost.gate;

import org.jspecify.annotations.NullMarked;
