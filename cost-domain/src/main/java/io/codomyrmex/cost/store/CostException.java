package io.codomyrmex.cost.store;

import org.jspecify.annotations.Nullable;

/** The one root of all failures that are not the caller's mistake in a value. Unchecked. */
public abstract class CostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one line that names what failed
     */
    protected CostException(String message) {
        super(message);
    }

    /**
     * @param message one line that names what failed
     * @param cause the failure below it, or null
     */
    protected CostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
