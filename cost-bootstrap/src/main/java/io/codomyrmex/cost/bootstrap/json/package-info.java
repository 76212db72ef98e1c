/**
 * The JSON of the project, the same on every door: names in snake case, amounts as decimal strings in plain notation,
 * instants in UTC. Reading is strict and exact; every breach becomes an {@link
 * io.codomyrmex.cost.input.InvalidInputException}, so that no caller sees a parser's failure.
 */
@NullMarked
package io.codomyrmex.cost.bootstrap.json;

import org.jspecify.annotations.NullMarked;
