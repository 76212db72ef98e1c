/**
 * Budgets: what they cover, how full they are in a period, and the alerts that fire as they fill. A counter belongs to a
 * (budget, revision, period start), so a new period needs no reset, and a budget whose filter, period or zone changes
 * starts anew with counters of its own.
 */
@NullMarked
package io.codomyrmex.cost.budget;

import org.jspecify.annotations.NullMarked;
