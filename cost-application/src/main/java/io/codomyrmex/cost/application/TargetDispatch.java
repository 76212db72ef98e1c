package io.codomyrmex.cost.application;

import io.codomyrmex.cost.alert.AlertSink;
import io.codomyrmex.cost.alert.DeliveryFailedException;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.application.DeliveryListener.Outcome;
import io.codomyrmex.cost.store.AlertOutbox;
import io.codomyrmex.cost.store.CostException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Delivers to one target, in a thread of its own. */
final class TargetDispatch {

    private static final Logger LOG = System.getLogger(TargetDispatch.class.getName());
    private static final Duration MAX_AGE = Duration.ofDays(3);
    /** Far longer than a sink may take for one delivery. */
    private static final Duration LEASE = Duration.ofMinutes(1);
    /** One at a time: the lease of what waits its turn would run out behind a target that is slow. */
    private static final int TAKEN = 1;

    private static final Duration JOIN = Duration.ofSeconds(15);

    private record Done(DueDelivery delivery, Instant at) {}

    private final AlertOutbox outbox;
    private final List<String> targets;
    private final AlertSink sink;
    private final InstantSource clock;
    private final RetryPolicy retries;
    private final Duration poll;
    private final DeliveryListener listener;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private final Map<UUID, Done> unnoted = new LinkedHashMap<>();
    private boolean storeFailed;

    TargetDispatch(
            AlertOutbox outbox,
            List<String> targets,
            AlertSink sink,
            InstantSource clock,
            RetryPolicy retries,
            Duration poll,
            DeliveryListener listener) {
        this.outbox = outbox;
        this.targets = targets;
        this.sink = sink;
        this.clock = clock;
        this.retries = retries;
        this.poll = poll;
        this.listener = listener;
        this.thread = new Thread(this::run, "alerts to " + sink.target());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Takes nothing more. Not by an interrupt, which might break what is being sent, or the store's files. */
    void stop() {
        stopped.countDown();
    }

    void join() {
        try {
            thread.join(JOIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (stopped.getCount() > 0) {
                if (!deliverDue()) {
                    stopped.await(poll.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there was anything to deliver, so that there may be more. */
    private boolean deliverDue() {
        try {
            noteDone();
            outbox.address(targets, clock.instant(), MAX_AGE);
            List<DueDelivery> taken = outbox.take(sink.target(), TAKEN, clock.instant(), LEASE);
            taken.forEach(this::deliver);
            storeFailed = false;
            return !taken.isEmpty();
        } catch (CostException e) {
            if (!storeFailed) { // once, not at every poll
                LOG.log(Level.WARNING, () -> "alerts to " + sink.target() + " wait: " + e.getMessage());
            }
            storeFailed = true;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "alerts to " + sink.target() + " could not be delivered", e);
        }
        return false;
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
            sink.send(delivery);
        } catch (DeliveryFailedException | RuntimeException e) {
            retryLater(delivery, e);
            return;
        }
        listener.attempted(sink.target(), Outcome.DELIVERED);
        unnoted.put(delivery.eventId(), new Done(delivery, clock.instant()));
        noteDone();
    }

    private void retryLater(DueDelivery delivery, Exception failure) {
        Instant now = clock.instant();
        Optional<Instant> next = retries.next(
                delivery.attempt(),
                delivery.alert().timestamp(),
                now,
                bound -> ThreadLocalRandom.current().nextLong(bound));
        LOG.log(
                next.isPresent() ? Level.WARNING : Level.ERROR,
                () -> "alert " + delivery.eventId() + " to " + sink.target() + ", attempt " + delivery.attempt()
                        + ", failed: " + failure.getMessage()
                        + next.map(at -> "; again at " + at).orElse("; given up"));
        listener.attempted(sink.target(), next.isPresent() ? Outcome.FAILED : Outcome.GIVEN_UP);
        outbox.failed(delivery, String.valueOf(failure.getMessage()), next.orElse(null));
    }
}
