/**
 * The rules of the ledger, once for all stores: {@link io.codomyrmex.cost.ledger.Ledger} decides, a {@link
 * io.codomyrmex.cost.ledger.LedgerState} that an adapter supplies holds the state of one transaction. An adapter locks,
 * loads, asks the ledger, saves.
 */
@NullMarked
package io.codomyrmex.cost.ledger;

import org.jspecify.annotations.NullMarked;
