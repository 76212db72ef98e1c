/**
 * What commands print: tables with bars for people, JSON and CSV for programs. Amounts are exact in all of them; in a
 * table they are aligned at the decimal point. Text from the ledger is shown without control characters.
 */
@NullMarked
package io.codomyrmex.cost.bootstrap.cli.view;

import org.jspecify.annotations.NullMarked;
