package io.codomyrmex.cost.store;

import org.jspecify.annotations.Nullable;

/**
 * The connection was lost while the store committed: the change is there in full or not at all. Look it up by id, or ask
 * again with the same id, which is safe.
 */
public final class OutcomeUnknownException extends CostException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one line that names what failed
     * @param cause the failure below it, or null
     */
    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
