package io.codomyrmex.cost.store;

import org.jspecify.annotations.Nullable;

/**
 * The store cannot do the call, and asking again will not help: a table or a right is missing, a stored row breaks a rule, a
 * value does not fit. Nothing was changed. Somebody has to mend the store, or to run a newer version of the program.
 */
public final class StoreFaultException extends CostException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one line that names what failed and why
     * @param cause the failure below it, or null
     */
    public StoreFaultException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
