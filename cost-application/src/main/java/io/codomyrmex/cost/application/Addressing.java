package io.codomyrmex.cost.application;

import io.codomyrmex.cost.store.AlertOutbox;
import io.codomyrmex.cost.store.StoreFaultException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;

/**
 * Addresses alerts to a dispatcher's targets: to all at once, so that none misses what another has taken by then. A target that
 * the store cannot keep stops no other; from when there is one, each is addressed by itself. Thread-safe.
 */
final class Addressing {

    private static final Logger LOG = System.getLogger(Addressing.class.getName());

    private final AlertOutbox outbox;
    private final List<String> targets;
    private final InstantSource clock;
    private volatile boolean apart;

    Addressing(AlertOutbox outbox, List<String> targets, InstantSource clock) {
        this.outbox = outbox;
        this.targets = targets;
        this.clock = clock;
    }

    /**
     * Addresses to all targets, as far as the store can keep them.
     *
     * @throws io.codomyrmex.cost.store.StoreUnavailableException if the store cannot answer; to be tried again
     */
    void toAll() {
        try {
            address(targets);
        } catch (StoreFaultException e) {
            apart = true;
            targets.forEach(this::addressAlone);
        }
    }

    /**
     * Addresses to this target at least.
     *
     * @throws StoreFaultException if the store cannot keep this one
     */
    void to(String target) {
        if (!apart) {
            toAll();
        }
        if (apart) {
            address(List.of(target));
        }
    }

    private void addressAlone(String target) {
        try {
            address(List.of(target));
        } catch (StoreFaultException e) {
            LOG.log(Level.WARNING, () -> "no alerts for " + target + ": " + e.getMessage());
        }
    }

    private void address(List<String> names) {
        outbox.address(names, clock.instant(), AlertDispatcher.MAX_AGE);
    }
}
