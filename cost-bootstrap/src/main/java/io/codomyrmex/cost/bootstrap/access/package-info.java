/** Tokens as people hold them: made, read from a request, and compared, so that only hashes are ever kept. */
@NullMarked
package io.codomyrmex.cost.bootstrap.access;

import org.jspecify.annotations.NullMarked;
