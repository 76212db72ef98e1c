/**
 * Where the money goes: totals of a range by category, resource and tag, series over time, and how a range is put
 * together from rollups of days and hours with single entries at ragged ends.
 */
@NullMarked
package io.codomyrmex.cost.summary;

import org.jspecify.annotations.NullMarked;
