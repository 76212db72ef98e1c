package io.codomyrmex.cost.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.alert.AlertDelivery;
import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.alert.AlertSink;
import io.codomyrmex.cost.alert.DeliveryFailedException;
import io.codomyrmex.cost.alert.DeliveryState;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.application.DeliveryListener.Outcome;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import io.codomyrmex.cost.store.AlertOutbox;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        return start(outbox, List.of(sink));
    }

    private AlertDispatcher start(AlertOutbox outbox, List<AlertSink> sinks) {
        return AlertDispatcher.start(
                outbox, sinks, Clock.systemUTC(), RetryPolicy.DEFAULT, Duration.ofMillis(2), DeliveryListener.NONE);
    }

    private AlertSink sink() {
        return sink("t");
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

    private AlertSink sink(String target) {
        return new AlertSink() {
            @Override
            public String target() {
                return target;
            }

            @Override
            public void send(DueDelivery delivery) {
                sent.add(delivery);
            }
        };
    }

    @Test
    void a_target_that_the_store_cannot_keep_stops_no_other() throws Exception {
        AlertOutbox picky = new Forwarding(store.alertOutbox()) {
            @Override
            public int address(List<String> targets, Instant now, Duration maxAge) {
                if (targets.contains("bad")) {
                    throw new StoreFaultException("the name is too long", null);
                }
                return super.address(targets, now, maxAge);
            }
        };
        AlertDispatcher dispatcher = start(picky, List.of(sink("bad"), sink("good")));
        try {
            fire();

            DueDelivery first = sent.poll(30, TimeUnit.SECONDS);
            assertThat(first).isNotNull();
            assertThat(first.target()).isEqualTo("good");
        } finally {
            dispatcher.close();
        }
    }

    @Test
    void targets_that_are_first_known_when_the_store_is_back_all_get_what_fired_before() throws Exception {
        fire();
        AtomicInteger refused = new AtomicInteger();
        AlertOutbox away = new Forwarding(store.alertOutbox()) {
            @Override
            public int address(List<String> targets, Instant now, Duration maxAge) {
                if (refused.incrementAndGet() <= 5) {
                    throw new StoreUnavailableException("away", null);
                }
                return super.address(targets, now, maxAge);
            }
        };
        AlertDispatcher dispatcher = start(away, List.of(sink("one"), sink("two"), sink("three")));
        try {
            for (int i = 0; i < 6; i++) { // two alerts to three targets
                assertThat(sent.poll(30, TimeUnit.SECONDS)).as("delivery " + i).isNotNull();
            }
        } finally {
            dispatcher.close();
        }
    }

    @Test
    void two_sinks_of_one_target_are_one() throws Exception {
        AlertSink other = new AlertSink() {
            @Override
            public String target() {
                return "t";
            }

            @Override
            public void send(DueDelivery delivery) {
                throw new IllegalStateException("the first sink of the target is meant");
            }
        };
        AtomicInteger failed = new AtomicInteger();
        AlertDispatcher dispatcher = AlertDispatcher.start(
                store.alertOutbox(),
                List.of(sink(), other),
                Clock.systemUTC(),
                RetryPolicy.DEFAULT,
                Duration.ofMillis(2),
                (target, outcome) -> failed.addAndGet(outcome == Outcome.DELIVERED ? 0 : 1));
        try {
            assertThat(threadsTo("t")).isEqualTo(1);
            fire();
            assertThat(sent.poll(30, TimeUnit.SECONDS)).isNotNull();
            assertThat(sent.poll(30, TimeUnit.SECONDS)).isNotNull();
        } finally {
            dispatcher.close();
        }
        assertThat(failed).hasValue(0);
    }

    private static long threadsTo(String target) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("alerts to " + target))
                .count();
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

    /** What a sink does with each alert. */
    @FunctionalInterface
    private interface Sending {
        void send(DueDelivery delivery) throws DeliveryFailedException;
    }

    private static AlertSink sink(Sending sending) {
        return new AlertSink() {
            @Override
            public String target() {
                return "t";
            }

            @Override
            public void send(DueDelivery delivery) throws DeliveryFailedException {
                sending.send(delivery);
            }
        };
    }

    private AlertDispatcher start(AlertSink sink, InstantSource clock, DeliveryListener listener) {
        RetryPolicy quick = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofDays(7));
        return AlertDispatcher.start(store.alertOutbox(), List.of(sink), clock, quick, Duration.ofMillis(2), listener);
    }

    private DueDelivery nextSent() throws InterruptedException {
        DueDelivery delivery = sent.poll(30, TimeUnit.SECONDS);
        assertThat(delivery).isNotNull();
        return delivery;
    }

    private static boolean isHalf(DueDelivery delivery) {
        return delivery.alert().threshold().compareTo(new BigDecimal("0.5")) == 0;
    }

    private AlertDelivery half() {
        return store.alertOutbox().events(null, 10).get(1).deliveries().get(0);
    }

    @Test
    void an_alert_that_is_refused_for_good_is_given_up_at_once_and_the_budgets_later_ones_go_on() throws Exception {
        fire();
        BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        AlertSink refusing = sink(delivery -> {
            if (isHalf(delivery)) {
                throw DeliveryFailedException.permanent("it answered 400", null);
            }
            sent.add(delivery);
        });
        AlertDispatcher dispatcher = start(refusing, Clock.systemUTC(), (target, outcome) -> outcomes.add(outcome));
        try {
            assertThat(isHalf(nextSent())).isFalse();
            assertThat(half())
                    .isEqualTo(new AlertDelivery("t", DeliveryState.FAILED, 1, null, null, "it answered 400"));
            assertThat(outcomes.poll(30, TimeUnit.SECONDS)).isEqualTo(Outcome.GIVEN_UP);
            assertThat(outcomes.poll(30, TimeUnit.SECONDS)).isEqualTo(Outcome.DELIVERED);
        } finally {
            dispatcher.close();
        }
    }

    @Test
    void an_alert_that_breaks_the_sink_for_ever_is_given_up_in_the_end_and_the_budgets_later_ones_go_on()
            throws Exception {
        fire();
        AtomicInteger calls = new AtomicInteger();
        AlertSink breaking = sink(delivery -> {
            if (isHalf(delivery)) {
                calls.incrementAndGet();
                throw new IllegalStateException("a bug");
            }
            sent.add(delivery);
        });
        AlertDispatcher dispatcher = start(breaking, Clock.systemUTC(), DeliveryListener.NONE);
        try {
            assertThat(isHalf(nextSent())).isFalse();
        } finally {
            dispatcher.close();
        }
        assertThat(calls).hasValue(12);
        assertThat(half().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(half().lastError()).isEqualTo("java.lang.IllegalStateException: a bug");
    }

    @Test
    void a_target_that_asks_for_time_gets_nothing_until_then() throws Exception {
        fire();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        MutableClock clock = new MutableClock(now.toString());
        BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        AtomicInteger calls = new AtomicInteger();
        Instant asked = now.plus(Duration.ofMinutes(20));
        AlertSink busy = sink(delivery -> {
            if (calls.incrementAndGet() == 1) {
                throw DeliveryFailedException.notBefore("it answered 429", asked);
            }
            sent.add(delivery);
        });
        AtomicInteger polls = new AtomicInteger();
        AlertOutbox polled = new Forwarding(store.alertOutbox()) {
            @Override
            public int address(List<String> targets, Instant at, Duration maxAge) {
                polls.incrementAndGet();
                return super.address(targets, at, maxAge);
            }
        };
        AlertDispatcher dispatcher = AlertDispatcher.start(
                polled,
                List.of(busy),
                clock,
                RetryPolicy.DEFAULT,
                Duration.ofMillis(2),
                (target, outcome) -> outcomes.add(outcome));
        try {
            assertThat(outcomes.poll(30, TimeUnit.SECONDS)).isEqualTo(Outcome.FAILED);
            assertThat(half().nextAttemptAt()).isEqualTo(asked);
            store.budgets()
                    .create(
                            BudgetSpec.of("other", BigDecimal.ONE, BudgetPeriod.MONTHLY)
                                    .alertThresholds(List.of(BigDecimal.ONE)),
                            now);
            new CostTracker(store).record(CostDraft.of("1"));
            clock.advance(Duration.ofMinutes(20).minusMillis(1));
            awaitPolls(polls);
            assertThat(calls).hasValue(1);

            clock.advance(Duration.ofMillis(1));

            assertThat(isHalf(nextSent())).isTrue();
        } finally {
            dispatcher.close();
        }
    }

    /** Until the target has been looked at some more times. */
    private static void awaitPolls(AtomicInteger polls) {
        int enough = polls.get() + 5;
        Instant end = Instant.now().plusSeconds(30);
        while (polls.get() < enough && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertThat(polls.get()).isGreaterThanOrEqualTo(enough);
    }

    @ParameterizedTest
    @ValueSource(classes = {NoClassDefFoundError.class, StackOverflowError.class, OutOfMemoryError.class})
    void an_error_of_the_sink_is_a_failed_attempt_like_another(Class<? extends Error> kind) throws Exception {
        fire();
        Error error = kind.getDeclaredConstructor().newInstance();
        AtomicInteger calls = new AtomicInteger();
        AlertSink breaking = sink(delivery -> {
            if (calls.incrementAndGet() <= 3) {
                throw error;
            }
            sent.add(delivery);
        });
        AlertDispatcher dispatcher = start(breaking, Clock.systemUTC(), DeliveryListener.NONE);
        try {
            assertThat(nextSent().attempt()).isEqualTo(4);
            assertThat(nextSent().attempt()).isEqualTo(1);
        } finally {
            dispatcher.close();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {NoClassDefFoundError.class, IllegalStateException.class})
    void a_failure_on_the_way_that_lasts_ends_nothing_and_is_logged_once(Class<? extends Throwable> kind)
            throws Exception {
        fire();
        Throwable failure = kind.getDeclaredConstructor().newInstance();
        AtomicInteger calls = new AtomicInteger();
        AlertOutbox broken = new Forwarding(store.alertOutbox()) {
            @Override
            public List<DueDelivery> take(String target, int limit, Instant now, Duration lease) {
                if (calls.incrementAndGet() > 20) {
                    return super.take(target, limit, now, lease);
                } else if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            }
        };
        try (Logged logged = new Logged(FailureLog.class);
                Logged before = new Logged(TargetDispatch.class)) {
            AlertDispatcher dispatcher = start(broken, sink());
            try {
                nextSent();
                nextSent();
            } finally {
                dispatcher.close();
            }
            assertThat(logged.records())
                    .extracting(LogRecord::getMessage)
                    .containsExactly("alerts to t failed: " + failure, "alerts to t no longer failed");
            assertThat(before.records()).isEmpty();
        }
    }

    @Test
    void a_sink_that_leaves_its_thread_interrupted_ends_nothing_and_the_store_does_not_see_it() throws Exception {
        fire();
        AtomicInteger seen = new AtomicInteger();
        AlertOutbox watched = new Forwarding(store.alertOutbox()) {
            @Override
            public void delivered(DueDelivery delivery, Instant at) {
                seen.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                super.delivered(delivery, at);
            }
        };
        AlertDispatcher dispatcher = start(watched, sink(delivery -> {
            Thread.currentThread().interrupt();
            sent.add(delivery);
        }));
        try {
            nextSent();
            nextSent();
        } finally {
            dispatcher.close();
        }
        assertThat(seen).hasValue(0);
        assertThat(half().state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class})
    void a_listener_that_throws_changes_nothing(Class<? extends Throwable> kind) throws Exception {
        fire();
        Throwable failure = kind.getDeclaredConstructor().newInstance();
        AtomicInteger calls = new AtomicInteger();
        AlertSink failing = sink(delivery -> {
            if (calls.incrementAndGet() == 1) {
                throw new DeliveryFailedException("no answer", null);
            }
            sent.add(delivery);
        });
        AlertDispatcher dispatcher = start(failing, Clock.systemUTC(), (target, outcome) -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        });
        try {
            assertThat(nextSent().attempt()).isEqualTo(2);
            assertThat(nextSent().attempt()).isEqualTo(1);
        } finally {
            dispatcher.close();
        }
        assertThat(store.alertOutbox().events(null, 10))
                .allSatisfy(event -> assertThat(event.deliveries())
                        .extracting(AlertDelivery::state)
                        .containsExactly(DeliveryState.DELIVERED));
        assertThat(half().attempts()).isEqualTo(2);
        assertThat(sent).isEmpty();
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
