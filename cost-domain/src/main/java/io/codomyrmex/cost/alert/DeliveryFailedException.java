package io.codomyrmex.cost.alert;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A target has not taken an event. It is tried again later, unless the target has refused it for good. */
public final class DeliveryFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean permanent;
    private final transient @Nullable Instant notBefore;

    /**
     * A failure that may pass: the event is tried again.
     *
     * @param message one line for people, without secrets
     * @param cause the failure below it, or null
     */
    public DeliveryFailedException(String message, @Nullable Throwable cause) {
        this(message, cause, false, null);
    }

    private DeliveryFailedException(
            String message, @Nullable Throwable cause, boolean permanent, @Nullable Instant notBefore) {
        super(message, cause);
        this.permanent = permanent;
        this.notBefore = notBefore;
    }

    /**
     * The target has refused this event for good. Trying it again would only hold up the later ones, so it is given up.
     *
     * @param message one line for people, without secrets
     * @param cause the failure below it, or null
     */
    public static DeliveryFailedException permanent(String message, @Nullable Throwable cause) {
        return new DeliveryFailedException(message, cause, true, null);
    }

    /**
     * The target wants to be left alone until an instant. The event is tried again, and the target gets nothing before.
     *
     * @param message one line for people, without secrets
     * @param notBefore until when; whoever delivers may bound it
     */
    public static DeliveryFailedException notBefore(String message, Instant notBefore) {
        return new DeliveryFailedException(message, null, false, notBefore);
    }

    /** Whether the target has refused this event for good. */
    public boolean isPermanent() {
        return permanent;
    }

    /** Until when the target wants to be left alone; empty if it has not said so. */
    public Optional<Instant> notBefore() {
        return Optional.ofNullable(notBefore);
    }
}
