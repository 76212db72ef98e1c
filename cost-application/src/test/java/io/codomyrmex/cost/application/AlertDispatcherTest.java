package io.codomyrmex.cost.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.alert.AlertSink;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import io.codomyrmex.cost.store.AlertOutbox;
import io.codomyrmex.cost.store.StoreUnavailableException;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertDispatcherTest {

    private final InMemoryCostStore store = new InMemoryCostStore();
    private final BlockingQueue<DueDelivery> sent = new LinkedBlockingQueue<>();

    private void fire() {
        store.budgets()
                .create(
                        BudgetSpec.of("b", new BigDecimal("100"), BudgetPeriod.MONTHLY)
                                .alertThresholds(List.of(new BigDecimal("0.5"), BigDecimal.ONE)),
                        Instant.now());
        new CostTracker(store).record(CostDraft.of("100"));
    }

    private AlertDispatcher start(AlertOutbox outbox, AlertSink sink) {
        return AlertDispatcher.start(
                outbox,
                List.of(sink),
                Clock.systemUTC(),
                RetryPolicy.DEFAULT,
                Duration.ofMillis(2),
                DeliveryListener.NONE);
    }

    private AlertSink sink() {
        return new AlertSink() {
            @Override
            public String target() {
                return "t";
            }

            @Override
            public void send(DueDelivery delivery) {
                sent.add(delivery);
            }
        };
    }

    @Test
    void what_was_taken_while_the_store_was_away_is_noted_later_and_not_sent_again() throws Exception {
        fire();
        AtomicInteger refused = new AtomicInteger();
        AlertOutbox away = new Forwarding(store.alertOutbox()) {
            @Override
            public void delivered(DueDelivery delivery, Instant at) {
                if (refused.incrementAndGet() <= 20) {
                    throw new StoreUnavailableException("away", null);
                }
                super.delivered(delivery, at);
            }
        };
        AlertDispatcher dispatcher = start(away, sink());
        try {
            DueDelivery first = sent.poll(30, TimeUnit.SECONDS);
            DueDelivery second = sent.poll(30, TimeUnit.SECONDS);

            assertThat(first).isNotNull();
            assertThat(second).isNotNull();
            assertThat(second.eventId()).isNotEqualTo(first.eventId());
            assertThat(refused.get()).isGreaterThan(20);
        } finally {
            dispatcher.close();
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void closing_lets_what_is_being_sent_end() throws Exception {
        fire();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AlertSink slow = new AlertSink() {
            @Override
            public String target() {
                return "t";
            }

            @Override
            public void send(DueDelivery delivery) {
                begun.countDown();
                try {
                    go.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException("was interrupted", e);
                }
                sent.add(delivery);
            }
        };
        AlertDispatcher dispatcher = start(store.alertOutbox(), slow);
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        Thread closing = new Thread(dispatcher::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait(); // until it waits for the delivering thread
        }
        go.countDown();
        closing.join(30_000);

        assertThat(sent).hasSize(1);
        AlertEvent first = store.alertOutbox().events(null, 10).get(1);
        assertThat(first.deliveries().get(0).deliveredAt()).isNotNull();
    }

    @Test
    void a_sink_that_breaks_is_tried_again_like_one_that_fails() throws Exception {
        fire();
        AtomicInteger calls = new AtomicInteger();
        AlertSink broken = new AlertSink() {
            @Override
            public String target() {
                return "t";
            }

            @Override
            public void send(DueDelivery delivery) {
                if (calls.incrementAndGet() == 1) {
                    throw new IllegalStateException("a bug");
                }
                sent.add(delivery);
            }
        };
        AlertDispatcher dispatcher = start(store.alertOutbox(), broken);
        try {
            DueDelivery delivery = sent.poll(30, TimeUnit.SECONDS);
            assertThat(delivery).isNotNull();
            assertThat(delivery.attempt()).isEqualTo(2);
        } finally {
            dispatcher.close();
        }
    }

    /** An outbox that hands on. */
    private static class Forwarding implements AlertOutbox {

        private final AlertOutbox outbox;

        Forwarding(AlertOutbox outbox) {
            this.outbox = outbox;
        }

        @Override
        public int address(List<String> targets, Instant now, Duration maxAge) {
            return outbox.address(targets, now, maxAge);
        }

        @Override
        public List<DueDelivery> take(String target, int limit, Instant now, Duration lease) {
            return outbox.take(target, limit, now, lease);
        }

        @Override
        public void delivered(DueDelivery delivery, Instant at) {
            outbox.delivered(delivery, at);
        }

        @Override
        public void failed(DueDelivery delivery, String error, @Nullable Instant next) {
            outbox.failed(delivery, error, next);
        }

        @Override
        public List<AlertEvent> events(AlertEvent.@Nullable Position before, int limit) {
            return outbox.events(before, limit);
        }
    }
}
