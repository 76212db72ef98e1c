/**
 * A bill and budgets to try the program with. The bill ships as a template ({@code bill.csv}): FOCUS columns, with the days
 * of a month on which a charge arises in place of its date; {@link io.codomyrmex.cost.bootstrap.demo.DemoBill} makes the
 * rows of this and last month of it. All names in it are invented.
 */
@NullMarked
package io.codomyrmex.cost.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
