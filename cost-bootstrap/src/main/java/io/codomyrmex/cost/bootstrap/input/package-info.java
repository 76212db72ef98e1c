/** Values as people type them, the same at every door: on the command line and in a query. */
@NullMarked
package io.codomyrmex.cost.bootstrap.input;

import org.jspecify.annotations.NullMarked;
