package io.codomyrmex.cost.alert;

import org.jspecify.annotations.Nullable;

/** A target has not taken an event. It is tried again later. */
public final class DeliveryFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one line for people, without secrets
     * @param cause the failure below it, or null
     */
    public DeliveryFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
