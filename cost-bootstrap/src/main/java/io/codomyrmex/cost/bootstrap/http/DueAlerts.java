package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.store.CostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires, beside requests, the alerts that time alone makes due: a period begins over entries dated ahead. Any number of nodes
 * may do so on one ledger.
 */
final class DueAlerts implements AutoCloseable {

    /** How often it looks; an alert is to fire within a minute. */
    static final Duration EVERY = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(DueAlerts.class);
    private static final Duration JOIN = Duration.ofSeconds(15);

    private final BudgetManager budgets;
    private final Duration every;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "due alerts");
    private boolean failing;

    private DueAlerts(BudgetManager budgets, Duration every) {
        this.budgets = budgets;
        this.every = every;
        thread.setDaemon(true);
    }

    /** Looks at once, and again after each interval, until it is closed. */
    static DueAlerts start(BudgetManager budgets, Duration every) {
        DueAlerts alerts = new DueAlerts(budgets, every);
        alerts.thread.start();
        return alerts;
    }

    private void run() {
        try {
            do {
                fire();
            } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fire() {
        try {
            int fired = budgets.fireDueAlerts();
            if (fired > 0) {
                LOG.info("{} alerts fired as a period began", fired);
            }
            if (failing) {
                LOG.info("due alerts are looked for again");
            }
            failing = false;
        } catch (CostException e) {
            if (!failing) { // once, not each time
                LOG.warn("due alerts wait: {}", e.getMessage());
            }
            failing = true;
        } catch (RuntimeException | Error e) { // the next time may go well; nobody else would start this thread again
            if (!failing) {
                LOG.error("due alerts could not be looked for", e);
            }
            failing = true;
        }
    }

    /** Lets a look that has begun end, without an interrupt, which might harm the store's files. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(JOIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
