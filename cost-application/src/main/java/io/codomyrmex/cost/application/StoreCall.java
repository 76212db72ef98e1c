package io.codomyrmex.cost.application;

import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Calls of a store: a failure is logged once, with what was being done, and rethrown as it is. */
final class StoreCall {

    private static final Logger LOG = System.getLogger(StoreCall.class.getName());

    private StoreCall() {}

    /** Does the call; refusals that a caller is meant to handle are not failures of the store and not logged. */
    static <T> T logged(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (StoreUnavailableException | OutcomeUnknownException | StoreFaultException e) {
            log(what, e);
            throw e;
        }
    }

    /** The same for a call that is answered later. */
    static <T> CompletableFuture<T> loggedAsync(String what, CompletableFuture<T> call) {
        return call.whenComplete((result, failure) -> {
            if (failure != null && (isUnanswered(cause(failure)) || cause(failure) instanceof StoreFaultException)) {
                log(what, cause(failure));
            }
        });
    }

    /** Whether the store could not answer, but may when asked again; not so if it refused, or never can. */
    static boolean isUnanswered(Throwable failure) {
        return failure instanceof StoreUnavailableException || failure instanceof OutcomeUnknownException;
    }

    /** What failed, without what futures wrap around it. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private static void log(String what, Throwable failure) {
        LOG.log(Level.ERROR, () -> what + " failed: " + failure.getMessage(), failure);
    }
}
