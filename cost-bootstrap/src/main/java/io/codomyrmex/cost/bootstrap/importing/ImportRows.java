package io.codomyrmex.cost.bootstrap.importing;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of one file, in order. */
interface ImportRows extends Closeable {

    /** The next row; null at the end. */
    @Nullable
    ImportRow next() throws IOException;

    /** What the file calls a field of an entry, given as the domain's errors name it. */
    String columnOf(String field);
}
