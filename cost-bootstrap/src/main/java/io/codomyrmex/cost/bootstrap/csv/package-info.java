/** CSV as the program writes it: RFC 4180, and safe to open in a spreadsheet. */
@NullMarked
package io.codomyrmex.cost.bootstrap.csv;

import org.jspecify.annotations.NullMarked;
