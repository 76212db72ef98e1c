package io.codomyrmex.cost.store;

import org.jspecify.annotations.Nullable;

/** The store could not do the call and did not change anything. Asking again is safe. */
public final class StoreUnavailableException extends CostException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one line that names what failed
     * @param cause the failure below it, or null
     */
    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
