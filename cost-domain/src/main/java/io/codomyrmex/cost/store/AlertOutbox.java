package io.codomyrmex.cost.store;

import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.alert.DueDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of a {@link CostStore} that are to be delivered. An alert enters it in the transaction that fires it. Any number
 * of callers, on any number of nodes, may deliver from it at once. Every method is atomic and may throw {@link
 * StoreUnavailableException} or {@link StoreFaultException}; those that change something may also throw {@link OutcomeUnknownException}.
 */
public interface AlertOutbox {

    /** How often an event that cannot be read is tried before it is given up, so that it holds up no later ones for ever. */
    int UNREADABLE_ATTEMPTS = 60;

    /**
     * Addresses to each of these targets the events that have fired since it was last addressed, in the order in which they
     * fired, whatever other targets there are. A target that is new begins with the events that were not yet taken: those
     * that no target has taken at all, that some target has not taken although they are addressed to it, or that are still to
     * be addressed to another one that somebody has come for within {@code maxAge}. So one that replaces another misses
     * nothing, and one that comes beside others gets no old news.
     *
     * @param targets the targets' names, each once
     * @param now when
     * @param maxAge an event that is older is skipped, not sent
     * @return how many deliveries were added, those that are skipped included
     */
    int address(List<String> targets, Instant now, Duration maxAge);

    /**
     * Takes deliveries to a target that are due: of each budget only the first that is pending, so that a target gets a
     * budget's alerts in the order in which they fired. What is taken is nobody else's until the lease ends; it is due again
     * then. An event that this version cannot read counts as an attempt that failed, and is given up after
     * {@value #UNREADABLE_ATTEMPTS}; a node of another version may read it until then.
     *
     * @param target the target's name
     * @param limit the most to take
     * @param now when
     * @param lease how long what is taken stays with the caller
     * @return in the order in which they fired; empty if nothing is due
     */
    List<DueDelivery> take(String target, int limit, Instant now, Duration lease);

    /** Notes down that a target has taken an event. */
    void delivered(DueDelivery delivery, Instant at);

    /**
     * Notes down that an attempt failed; nothing, if the event was delivered meanwhile, or a later attempt has begun.
     *
     * @param error why, for people; shortened if it is long
     * @param next when to try again; null to give it up
     */
    void failed(DueDelivery delivery, String error, @Nullable Instant next);

    /**
     * A page of events, newest first.
     *
     * @param before the position to go on from, exclusive; null for the newest
     * @param limit the most to return
     */
    List<AlertEvent> events(AlertEvent.@Nullable Position before, int limit);
}
