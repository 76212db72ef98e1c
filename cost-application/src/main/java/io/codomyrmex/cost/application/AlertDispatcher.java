package io.codomyrmex.cost.application;

import io.codomyrmex.cost.alert.AlertSink;
import io.codomyrmex.cost.store.AlertOutbox;
import io.codomyrmex.cost.store.CostException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Delivers alerts from the outbox to targets. Each target has a thread of its own, so that one that is slow or dead holds up no
 * other. Any number of dispatchers, on any number of nodes, may work on one ledger, each with targets of its own: every target
 * gets every alert, from whichever node knows it; sinks of one target are one, the first of them. A target that is new begins with the alerts of the last three days that
 * another one has not taken yet, so that one that replaces another misses nothing. Closing a dispatcher lets what is being sent
 * end.
 */
public final class AlertDispatcher implements AutoCloseable {

    /** How often a target looks for alerts. */
    public static final Duration POLL = Duration.ofMillis(250);

    /** An alert that is older when it is first meant for a target is not sent to it. */
    static final Duration MAX_AGE = Duration.ofDays(3);

    private static final Logger LOG = System.getLogger(AlertDispatcher.class.getName());

    private final List<TargetDispatch> targets;

    private AlertDispatcher(List<TargetDispatch> targets) {
        this.targets = targets;
    }

    /**
     * Begins to deliver. Unless the store is away, targets are known to it when this returns: they get every alert that fires
     * from then on, even if this node does not live to send it and another one does.
     *
     * @param outbox where alerts come from
     * @param sinks where they go; other nodes of the ledger may have others
     * @param clock where the time comes from
     * @param retries when what failed is tried again
     * @param poll how often each target looks for alerts
     * @param listener hears what becomes of attempts
     */
    public static AlertDispatcher start(
            AlertOutbox outbox,
            List<AlertSink> sinks,
            InstantSource clock,
            RetryPolicy retries,
            Duration poll,
            DeliveryListener listener) {
        Map<String, AlertSink> byTarget = new LinkedHashMap<>();
        sinks.forEach(sink -> byTarget.putIfAbsent(sink.target(), sink));
        Addressing addressing = new Addressing(outbox, List.copyOf(byTarget.keySet()), clock);
        List<TargetDispatch> targets = byTarget.values().stream()
                .map(sink -> new TargetDispatch(outbox, addressing, sink, clock, retries, poll, listener))
                .toList();
        try {
            addressing.toAll();
        } catch (CostException e) {
            LOG.log(Level.WARNING, () -> "alerts wait for the store: " + e.getMessage());
        }
        targets.forEach(TargetDispatch::start);
        return new AlertDispatcher(targets);
    }

    @Override
    public void close() {
        targets.forEach(TargetDispatch::stop);
        targets.forEach(TargetDispatch::join);
    }
}
