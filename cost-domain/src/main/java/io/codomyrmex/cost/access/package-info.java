/**
 * Who may do what with a ledger that is reached over a network: an {@link io.codomyrmex.cost.access.AccessToken} grants
 * {@link io.codomyrmex.cost.access.Role}s to whoever holds its secret.
 */
@NullMarked
package io.codomyrmex.cost.access;

import org.jspecify.annotations.NullMarked;
