/** Writes entries for other programs: as NDJSON, and as CSV for spreadsheets. An import reads both again. */
@NullMarked
package io.codomyrmex.cost.bootstrap.exporting;

import org.jspecify.annotations.NullMarked;
