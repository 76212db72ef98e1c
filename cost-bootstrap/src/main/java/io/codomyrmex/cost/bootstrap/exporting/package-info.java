/** Writes entries for other programs: as NDJSON, which an import reads again, and as CSV for spreadsheets. */
@NullMarked
package io.codomyrmex.cost.bootstrap.exporting;

import org.jspecify.annotations.NullMarked;
