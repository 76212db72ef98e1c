/**
 * What people do with a ledger: {@link io.codomyrmex.cost.application.CostTracker} records costs and shows where they
 * go, {@link io.codomyrmex.cost.application.BudgetManager} keeps budgets and answers whether something may be spent.
 */
@NullMarked
package io.codomyrmex.cost.application;

import org.jspecify.annotations.NullMarked;
