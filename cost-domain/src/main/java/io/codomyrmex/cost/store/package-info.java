/**
 * The ports that adapters implement: {@link io.codomyrmex.cost.store.CostStore} with its {@link
 * io.codomyrmex.cost.store.BudgetStore}, which shares its transactions, and how a store fails.
 */
@NullMarked
package io.codomyrmex.cost.store;

import org.jspecify.annotations.NullMarked;
