package io.codomyrmex.cost.application;

import io.codomyrmex.cost.alert.AlertSink;
import io.codomyrmex.cost.alert.DeliveryFailedException;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.application.DeliveryListener.Outcome;
import io.codomyrmex.cost.store.AlertOutbox;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Delivers to one target, in a thread of its own that nothing ends but {@link #stop}. An alert that breaks the sink itself, with
 * an exception or error that no sink should throw, is tried for about half an hour and then given up, so that it does not hold
 * up its budget's later ones as one would that nobody answers.
 */
final class TargetDispatch {

    private static final Logger LOG = System.getLogger(TargetDispatch.class.getName());
    /** Far longer than a sink may take for one delivery. */
    private static final Duration LEASE = Duration.ofMinutes(1);
    /** One at a time: the lease of what waits its turn would run out behind a target that is slow. */
    private static final int TAKEN = 1;

    private static final Duration JOIN = Duration.ofSeconds(15);
    /** The longest pause after failures in a row, in polls. */
    private static final int LONGEST_PAUSE = 20;
    /** An alert that breaks the sink is given up after so many attempts in all, ... */
    private static final int BREAKING_ATTEMPTS = 12;
    /** ... of which the last so many that were made here broke it. */
    private static final int BREAKS_IN_A_ROW = 3;

    private record Done(DueDelivery delivery, Instant at) {}

    private final AlertOutbox outbox;
    private final Addressing addressing;
    private final AlertSink sink;
    private final InstantSource clock;
    private final RetryPolicy retries;
    private final Duration poll;
    private final DeliveryListener listener;
    private final FailureLog listening;
    private final RecurringTask task;
    private final Map<UUID, Done> unnoted = new LinkedHashMap<>();
    private final Map<UUID, Integer> breaks = new HashMap<>();
    private Instant quietUntil = Instant.MIN;

    TargetDispatch(
            AlertOutbox outbox,
            Addressing addressing,
            AlertSink sink,
            InstantSource clock,
            RetryPolicy retries,
            Duration poll,
            DeliveryListener listener) {
        this.outbox = outbox;
        this.addressing = addressing;
        this.sink = sink;
        this.clock = clock;
        this.retries = retries;
        this.poll = poll;
        this.listener = listener;
        this.listening = new FailureLog("the listener to deliveries to " + sink.target(), clock);
        this.task = new RecurringTask(
                "alerts to " + sink.target(), this::deliverDue, poll, poll.multipliedBy(LONGEST_PAUSE), clock);
    }

    void start() {
        task.start();
    }

    /** Takes nothing more. */
    void stop() {
        task.stop();
    }

    void join() {
        task.join(JOIN);
    }

    /** Delivers what is due; goes on at once if there was any, since there may be more. */
    private Duration deliverDue() {
        noteDone();
        addressing.to(sink.target());
        if (clock.instant().isBefore(quietUntil)) {
            return poll;
        }
        List<DueDelivery> taken = outbox.take(sink.target(), TAKEN, clock.instant(), LEASE);
        taken.forEach(this::deliver);
        return taken.isEmpty() ? poll : Duration.ZERO;
    }

    /** What a target has taken while the store could not be told is told now; until then it is not sent again. */
    private void noteDone() {
        for (Done done : List.copyOf(unnoted.values())) {
            outbox.delivered(done.delivery(), done.at());
            unnoted.remove(done.delivery().eventId());
        }
    }

    private void deliver(DueDelivery delivery) {
        try {
            send(delivery);
        } catch (DeliveryFailedException e) {
            breaks.remove(delivery.eventId());
            noteFailure(delivery, e, next(delivery, e));
            return;
        } catch (RuntimeException | Error e) {
            noteFailure(delivery, e, nextAfterBreak(delivery));
            throw e; // the thread pauses, since the next may fare the same
        }
        breaks.remove(delivery.eventId());
        unnoted.put(delivery.eventId(), new Done(delivery, clock.instant()));
        try {
            noteDone();
        } finally {
            tell(Outcome.DELIVERED);
        }
    }

    private void send(DueDelivery delivery) throws DeliveryFailedException {
        try {
            sink.send(delivery);
        } finally {
            Thread.interrupted(); // a flag that the sink leaves behind must not reach the store's files
        }
    }

    private Optional<Instant> next(DueDelivery delivery, DeliveryFailedException failure) {
        if (failure.isPermanent()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        failure.notBefore().ifPresent(asked -> quietUntil = retries.bounded(asked, now));
        return next(delivery, now).map(next -> next.isBefore(quietUntil) ? quietUntil : next);
    }

    private Optional<Instant> nextAfterBreak(DueDelivery delivery) {
        int inARow = breaks.merge(delivery.eventId(), 1, Integer::sum);
        if (delivery.attempt() >= BREAKING_ATTEMPTS && inARow >= BREAKS_IN_A_ROW) {
            return Optional.empty();
        }
        return next(delivery, clock.instant());
    }

    private Optional<Instant> next(DueDelivery delivery, Instant now) {
        return retries.next(
                delivery.attempt(),
                delivery.alert().timestamp(),
                now,
                bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    private void noteFailure(DueDelivery delivery, Throwable failure, Optional<Instant> next) {
        String why = failure instanceof DeliveryFailedException ? failure.getMessage() : failure.toString();
        LOG.log(
                next.isPresent() ? Level.WARNING : Level.ERROR,
                () -> "alert " + delivery.eventId() + " to " + sink.target() + ", attempt " + delivery.attempt()
                        + ", failed: " + why
                        + next.map(at -> "; again at " + at).orElse("; given up"));
        if (next.isEmpty()) {
            breaks.remove(delivery.eventId());
        }
        try {
            outbox.failed(delivery, String.valueOf(why), next.orElse(null));
        } finally {
            tell(next.isPresent() ? Outcome.FAILED : Outcome.GIVEN_UP);
        }
    }

    private void tell(Outcome outcome) {
        try {
            listener.attempted(sink.target(), outcome);
            listening.succeeded();
        } catch (RuntimeException | Error e) {
            listening.failed(e);
        }
    }
}
