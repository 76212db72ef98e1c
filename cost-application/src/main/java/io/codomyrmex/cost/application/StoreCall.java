package io.codomyrmex.cost.application;

import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** Calls of a store: a failure is logged once, with what was being done, and rethrown as it is. */
final class StoreCall {

    private static final Logger LOG = System.getLogger(StoreCall.class.getName());

    private StoreCall() {}

    /** Does the call; refusals that a caller is meant to handle are not failures of the store and not logged. */
    static <T> T logged(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (StoreUnavailableException | OutcomeUnknownException e) {
            LOG.log(Level.ERROR, () -> what + " failed: " + e.getMessage(), e);
            throw e;
        }
    }
}
