/**
 * A ledger in the memory of one process: for tests, for trying things out, and for programs that need no durability. A
 * change is collected in a {@link io.codomyrmex.cost.memory.Transaction}, decided by the rules of the domain, and put
 * into the {@link io.codomyrmex.cost.memory.Books} at once, so that a failure half-way leaves nothing behind.
 */
@NullMarked
package io.codomyrmex.cost.memory;

import org.jspecify.annotations.NullMarked;
