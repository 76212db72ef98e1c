package io.codomyrmex.cost.store;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The futures of stores that have nothing to wait for. */
final class Completed {

    private Completed() {}

    /** Makes the call, here and now; a failure becomes the future's. */
    static <T> CompletableFuture<T> by(Supplier<T> call) {
        try {
            return CompletableFuture.completedFuture(call.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
