package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.store.CostException;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.Verification;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds all sums against the ledger from time to time, beside requests, so that a difference would be noticed. */
final class Audit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private final CostStore store;
    private final Duration every;
    private final ServiceMetrics metrics;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "audit");

    private Audit(CostStore store, Duration every, ServiceMetrics metrics) {
        this.store = store;
        this.every = every;
        this.metrics = metrics;
        thread.setDaemon(true);
    }

    /**
     * Begins at once, and again after each interval.
     *
     * @param every the time between one and the next; zero for none at all
     */
    static Audit start(CostStore store, Duration every, ServiceMetrics metrics) {
        Audit audit = new Audit(store, every, metrics);
        if (!every.isZero()) {
            audit.thread.start();
        }
        return audit;
    }

    private void run() {
        try {
            do {
                verify();
            } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void verify() {
        try {
            Verification verification = store.verify();
            metrics.verified(verification);
            verification.differences().forEach(difference -> LOG.error("the ledger does not add up: {}", difference));
        } catch (CostException e) {
            LOG.warn("the ledger could not be verified: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the verification failed", e); // the next one may not
        }
    }

    /** Does not interrupt a verification: on H2 that would close the ledger's file under all callers. */
    @Override
    public void close() {
        closed.countDown();
    }
}
