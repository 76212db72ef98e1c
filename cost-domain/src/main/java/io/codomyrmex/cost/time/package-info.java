/** Ranges and periods of time: half-open, in a zone, without gap or overlap. */
@NullMarked
package io.codomyrmex.cost.time;

import org.jspecify.annotations.NullMarked;
