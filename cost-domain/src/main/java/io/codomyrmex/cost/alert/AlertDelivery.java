package io.codomyrmex.cost.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of the delivery of an event to one target.
 *
 * @param target the target's name, without secrets
 * @param state where it is
 * @param attempts how often it was tried
 * @param nextAttemptAt when it is tried again at the earliest; null if it is not
 * @param deliveredAt when the target took it; null if it has not
 * @param lastError why the last attempt failed; null if none did
 */
public record AlertDelivery(
        String target,
        DeliveryState state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant deliveredAt,
        @Nullable String lastError) {

    private static final int MAX_ERROR = 500;

    /** An error as it is kept: without NUL characters, cut off after 500 characters. */
    public static String shortened(String error) {
        String text = error.replace('\0', ' ');
        return text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR);
    }
}
