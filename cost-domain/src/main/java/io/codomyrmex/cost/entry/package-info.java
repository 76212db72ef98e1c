/**
 * One cost record, from what a caller hands in ({@link io.codomyrmex.cost.entry.CostDraft}) through what is offered to a
 * store ({@link io.codomyrmex.cost.entry.Posting}) to what the ledger keeps ({@link
 * io.codomyrmex.cost.entry.CostEntry}) and how the offer ended ({@link io.codomyrmex.cost.entry.RecordResult}).
 */
@NullMarked
package io.codomyrmex.cost.entry;

import org.jspecify.annotations.NullMarked;
