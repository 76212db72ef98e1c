package io.codomyrmex.cost.application;

import io.codomyrmex.cost.store.AlertOutbox;
import io.codomyrmex.cost.store.StoreFaultException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;

/**
 * Makes a dispatcher's targets known to the outbox, all at once, before any of them takes anything: one that came later would
 * miss what the others had taken by then. A target that the store cannot keep stops no other. Thread-safe.
 */
final class Introduction {

    private static final Logger LOG = System.getLogger(Introduction.class.getName());

    private final AlertOutbox outbox;
    private final List<String> targets;
    private final InstantSource clock;
    private boolean made; // guarded by this

    Introduction(AlertOutbox outbox, List<String> targets, InstantSource clock) {
        this.outbox = outbox;
        this.targets = targets;
        this.clock = clock;
    }

    /**
     * Does so, unless it was done.
     *
     * @throws io.codomyrmex.cost.store.StoreUnavailableException if the store cannot answer; to be tried again
     */
    synchronized void make() {
        if (made) {
            return;
        }
        try {
            outbox.address(targets, clock.instant(), AlertDispatcher.MAX_AGE);
        } catch (StoreFaultException e) {
            targets.forEach(this::makeAlone);
        }
        made = true;
    }

    private void makeAlone(String target) {
        try {
            outbox.address(List.of(target), clock.instant(), AlertDispatcher.MAX_AGE);
        } catch (StoreFaultException e) {
            LOG.log(Level.WARNING, () -> "no alerts for " + target + ": " + e.getMessage());
        }
    }
}
