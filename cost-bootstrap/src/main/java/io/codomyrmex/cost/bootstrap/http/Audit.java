package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.application.RecurringTask;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.Verification;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds all sums against the ledger from time to time, beside requests, so that a difference would be noticed. */
final class Audit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final CostStore store;
    private final Duration every;
    private final ServiceMetrics metrics;
    private final RecurringTask task;

    private Audit(CostStore store, Duration every, ServiceMetrics metrics, InstantSource clock) {
        this.store = store;
        this.every = every;
        this.metrics = metrics;
        this.task = new RecurringTask("the verification of the ledger", this::verify, again(every), every, clock);
    }

    /**
     * Begins at once, and again after each interval; after a failure first within a minute.
     *
     * @param every the time between one and the next; zero for none at all
     * @param clock where the time of log lines comes from
     */
    static Audit start(CostStore store, Duration every, ServiceMetrics metrics, InstantSource clock) {
        Audit audit = new Audit(store, every, metrics, clock);
        if (!every.isZero()) {
            audit.task.start();
        }
        return audit;
    }

    /** How long to wait after one that failed: not until the next is due, so that a ledger that is back is verified soon. */
    static Duration again(Duration every) {
        return every.compareTo(AGAIN) < 0 ? every : AGAIN;
    }

    private Duration verify() {
        Verification verification = store.verify();
        metrics.verified(verification);
        verification.differences().forEach(difference -> LOG.error("the ledger does not add up: {}", difference));
        return every;
    }

    /** Does not interrupt a verification: on H2 that would close the ledger's file under all callers. */
    @Override
    public void close() {
        task.stop();
    }
}
