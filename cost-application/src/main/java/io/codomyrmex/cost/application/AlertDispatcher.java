package io.codomyrmex.cost.application;

import io.codomyrmex.cost.alert.AlertSink;
import io.codomyrmex.cost.store.AlertOutbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Delivers alerts from the outbox to targets. Each target has a thread of its own, so that one that is slow or dead holds up no
 * other. Any number of dispatchers, on any number of nodes, may work on one ledger. Closing it lets what is being sent end.
 */
public final class AlertDispatcher implements AutoCloseable {

    /** How often a target looks for alerts. */
    public static final Duration POLL = Duration.ofMillis(250);

    private final List<TargetDispatch> targets;

    private AlertDispatcher(List<TargetDispatch> targets) {
        this.targets = targets;
    }

    /**
     * Begins to deliver.
     *
     * @param outbox where alerts come from
     * @param sinks where they go; all nodes of a ledger should have the same
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
        List<String> names = sinks.stream().map(AlertSink::target).toList();
        List<TargetDispatch> targets = sinks.stream()
                .map(sink -> new TargetDispatch(outbox, names, sink, clock, retries, poll, listener))
                .toList();
        targets.forEach(TargetDispatch::start);
        return new AlertDispatcher(targets);
    }

    @Override
    public void close() {
        targets.forEach(TargetDispatch::stop);
        targets.forEach(TargetDispatch::join);
    }
}
