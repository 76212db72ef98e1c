package io.codomyrmex.cost.alert;

/** A place that alerts are sent to. Called by one thread at a time. */
public interface AlertSink {

    /** Names it: stable over restarts, the same on every node, without secrets; 1 to 200 characters. */
    String target();

    /**
     * Sends an event. Returns once the target has taken it, or fails, within a few seconds in either case. What was taken by
     * the target without its answer being seen counts as failed and is sent again, with the same event id.
     *
     * @throws DeliveryFailedException if the target has not taken it, as far as can be seen; it says whether to try again. Any
     *     other exception or error is taken for a fault of the sink, which is tried again a limited number of times
     */
    void send(DueDelivery delivery) throws DeliveryFailedException;
}
