package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.RecurringTask;
import java.time.Duration;
import java.time.InstantSource;
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
    private final RecurringTask task;

    private DueAlerts(BudgetManager budgets, Duration every, InstantSource clock) {
        this.budgets = budgets;
        this.every = every;
        this.task = new RecurringTask("the look for due alerts", this::fire, every, every, clock);
    }

    /**
     * Looks at once, and again after each interval, until it is closed.
     *
     * @param clock where the time of log lines comes from
     */
    static DueAlerts start(BudgetManager budgets, Duration every, InstantSource clock) {
        DueAlerts alerts = new DueAlerts(budgets, every, clock);
        alerts.task.start();
        return alerts;
    }

    private Duration fire() {
        int fired = budgets.fireDueAlerts();
        if (fired > 0) {
            LOG.info("{} alerts fired as a period began", fired);
        }
        return every;
    }

    /** Lets a look that has begun end, without an interrupt, which might harm the store's files. */
    @Override
    public void close() {
        task.stop();
        task.join(JOIN);
    }
}
