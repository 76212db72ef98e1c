package io.codomyrmex.cost.bootstrap.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.alert.AlertDelivery;
import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.alert.DeliveryState;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.application.DeliveryListener;
import io.codomyrmex.cost.application.RetryPolicy;
import io.codomyrmex.cost.bootstrap.alerting.Receiver.Behaviour;
import io.codomyrmex.cost.bootstrap.alerting.Receiver.Received;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts arrive at receivers that fail in every way, in order, and none twice after a success. */
abstract class DeliveryTest {

    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofDays(7));
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration DEADLINE = Duration.ofMillis(500);
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private CostStore store;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<String> attempts = new LinkedBlockingQueue<>();

    abstract CostStore newLedger();

    @BeforeEach
    void openLedger() {
        store = newLedger();
        store.budgets().create(budget("b"), Instant.now());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        store.close();
    }

    private static BudgetSpec budget(String id) {
        return BudgetSpec.of(id, new BigDecimal("100"), BudgetPeriod.MONTHLY)
                .alertThresholds(List.of(new BigDecimal("0.5"), new BigDecimal("0.8"), BigDecimal.ONE));
    }

    private void deliver(InstantSource clock, String... receivers) {
        deliver(clock, QUICK, DEADLINE, receivers);
    }

    private void deliver(InstantSource clock, RetryPolicy retries, Duration deadline, String... receivers) {
        AlertSettings settings = AlertSettings.of(Map.of(
                "COST_ALERT_WEBHOOK", String.join(" ", receivers),
                "COST_ALERT_WEBHOOK_SECRET", "plain secret",
                "COST_ALERT_ALLOW_PRIVATE", "true"));
        DeliveryListener listener = (target, outcome) -> attempts.add(target.split("[:#]")[0] + " " + outcome);
        open.add(AlertDelivering.start(store.alertOutbox(), settings, clock, retries, POLL, deadline, listener));
    }

    private Receiver receiver(Behaviour... first) throws Exception {
        Receiver receiver = Receiver.start(0, request -> request < first.length ? first[request] : Behaviour.TAKES);
        open.add(receiver);
        return receiver;
    }

    private void spend(String amount) {
        new CostTracker(store).record(CostDraft.of(amount));
    }

    private static String threshold(Received received) {
        return CostJson.parse("body", received.body()).path("threshold").asString();
    }

    private void await(String attempt) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        while (!seen.contains(attempt)) {
            String next = attempts.poll(30, TimeUnit.SECONDS);
            assertThat(next).as("after " + seen).isNotNull();
            seen.add(next);
        }
    }

    /** Waits until all deliveries to webhooks have ended, and gives their states. */
    private List<AlertDelivery> settled() {
        Instant end = Instant.now().plusSeconds(30);
        while (true) {
            List<AlertDelivery> deliveries = store.alertOutbox().events(null, 100).stream()
                    .map(AlertEvent::deliveries)
                    .flatMap(List::stream)
                    .filter(one -> one.target().startsWith("webhook"))
                    .toList();
            boolean ended = deliveries.stream().noneMatch(one -> one.state() == DeliveryState.PENDING);
            if ((ended && !deliveries.isEmpty()) || Instant.now().isAfter(end)) {
                return deliveries;
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void an_alert_arrives_signed_and_says_what_happened() throws Exception {
        Receiver receiver = receiver();
        deliver(Clock.systemUTC(), receiver.url());

        spend("50");

        Received received = receiver.next();
        AlertEvent event = store.alertOutbox().events(null, 1).get(0);
        assertThat(received.id()).isEqualTo(event.id().toString());
        assertThat(received.body())
                .isEqualTo(CostJson.text(CostJson.alert(event.alert())
                        .put("type", "budget.alert")
                        .put("id", received.id())));
        assertThat(received.signature())
                .isEqualTo(new WebhookSignature("plain secret")
                        .of(
                                received.id(),
                                Instant.ofEpochSecond(Long.parseLong(received.timestamp())),
                                HttpPoster.utf8(received.body())));
        assertThat(settled()).extracting(AlertDelivery::state).containsExactly(DeliveryState.DELIVERED);
        await("log DELIVERED");
    }

    @Test
    void a_receiver_that_fails_in_every_way_gets_every_alert_in_order_and_none_twice_after_a_success()
            throws Exception {
        Receiver receiver = receiver(
                Behaviour.ANSWERS_500,
                Behaviour.CLOSES_EARLY,
                Behaviour.ANSWERS_TOO_LATE,
                Behaviour.REDIRECTS,
                Behaviour.TAKES,
                Behaviour.ANSWERS_TOO_LATE,
                Behaviour.ANSWERS_500);
        deliver(Clock.systemUTC(), receiver.url());

        spend("100");

        List<Received> taken = List.of(receiver.next(), receiver.next(), receiver.next());
        assertThat(taken).extracting(DeliveryTest::threshold).containsExactly("0.5", "0.8", "1");
        assertThat(taken).extracting(Received::id).doesNotHaveDuplicates();
        assertThat(settled()).extracting(AlertDelivery::state).containsOnly(DeliveryState.DELIVERED);
        List<Received> all = receiver.all();
        for (Received one : taken) {
            assertThat(all.subList(all.indexOf(one) + 1, all.size()))
                    .as("after it was taken")
                    .extracting(Received::id)
                    .doesNotContain(one.id());
        }
        assertThat(all.subList(0, 4))
                .extracting(Received::id)
                .containsOnly(taken.get(0).id());
        assertThat(settled()).extracting(AlertDelivery::attempts).containsExactly(1, 3, 5);
    }

    @Test
    void a_receiver_that_was_down_gets_what_it_missed() throws Exception {
        Receiver down = receiver();
        int port = down.port();
        down.close();
        deliver(Clock.systemUTC(), down.url());
        spend("80");
        await("webhook FAILED");
        await("webhook FAILED");

        Receiver up = Receiver.start(port, request -> Behaviour.TAKES);
        open.add(up);

        assertThat(List.of(threshold(up.next()), threshold(up.next()))).containsExactly("0.5", "0.8");
        assertThat(settled()).extracting(AlertDelivery::lastError).containsOnlyNulls();
        assertThat(up.all()).hasSize(2);
    }

    @Test
    void a_dead_target_blocks_no_other() throws Exception {
        Receiver dead = receiver();
        dead.close();
        Receiver alive = receiver();
        deliver(Clock.systemUTC(), dead.url(), alive.url());

        spend("100");

        assertThat(List.of(threshold(alive.next()), threshold(alive.next()), threshold(alive.next())))
                .containsExactly("0.5", "0.8", "1");
    }

    @Test
    void alerts_of_before_the_start_are_delivered_and_a_restart_repeats_none() throws Exception {
        spend("50");
        Receiver receiver = receiver();
        deliver(Clock.systemUTC(), receiver.url());
        receiver.next();
        settled();
        open.remove(open.size() - 1).close();

        deliver(Clock.systemUTC(), receiver.url());
        spend("30");

        assertThat(threshold(receiver.next())).isEqualTo("0.8");
        settled();
        assertThat(receiver.all()).hasSize(2);
    }

    @Test
    void what_another_took_and_did_not_end_is_sent_when_its_lease_has_ended() throws Exception {
        spend("50");
        Receiver receiver = receiver();
        Instant now = Instant.now();
        String target = "webhook:127.0.0.1#"
                + TargetNames.of("x", URI.create(receiver.url())).split("#")[1];
        store.alertOutbox().address(List.of(target), now, Duration.ofDays(3));
        assertThat(store.alertOutbox().take(target, 1, now, Duration.ofMinutes(1)))
                .hasSize(1);

        deliver(InstantSource.offset(Clock.systemUTC(), Duration.ofMinutes(1).plusSeconds(1)), receiver.url());

        receiver.next();
        assertThat(settled()).extracting(AlertDelivery::attempts).containsExactly(2);
        assertThat(receiver.all()).hasSize(1);
    }

    @Test
    void a_private_address_is_not_called_unless_that_is_allowed() throws Exception {
        Receiver receiver = receiver();
        AlertSettings settings = new AlertSettings(
                List.of(URI.create(receiver.url())), Optional.empty(), List.of(), Optional.empty(), false);
        open.add(AlertDelivering.start(
                store.alertOutbox(),
                settings,
                Clock.systemUTC(),
                QUICK,
                POLL,
                DEADLINE,
                (target, outcome) -> attempts.add(target.split("[:#]")[0] + " " + outcome)));

        spend("50");

        await("webhook FAILED");
        await("webhook FAILED");
        AlertDelivery delivery =
                store.alertOutbox().events(null, 1).get(0).deliveries().get(1);
        assertThat(delivery.lastError()).contains("not a public one").doesNotContain("secret");
        assertThat(receiver.all()).isEmpty();
    }

    @Test
    void an_alert_that_is_refused_for_good_holds_up_none_of_its_budgets_later_ones() throws Exception {
        Receiver receiver = receiver(Behaviour.ANSWERS_400);
        deliver(Clock.systemUTC(), QUICK, PATIENT, receiver.url());

        spend("80");

        assertThat(threshold(receiver.next())).isEqualTo("0.8");
        List<AlertDelivery> ended = settled();
        assertThat(ended)
                .extracting(AlertDelivery::state)
                .containsExactly(DeliveryState.DELIVERED, DeliveryState.FAILED);
        assertThat(ended.get(1).lastError()).isEqualTo("to 127.0.0.1: it answered 400");
        assertThat(ended.get(1).attempts()).isEqualTo(1);
        assertThat(receiver.all()).hasSize(2);
        await("webhook GIVEN_UP");
        await("webhook DELIVERED");
    }

    @Test
    void a_receiver_that_says_when_to_come_again_is_left_alone_until_then() throws Exception {
        Receiver receiver = receiver(Behaviour.ANSWERS_429_FOR_A_MINUTE);
        Instant before = Instant.now();
        deliver(Clock.systemUTC(), RetryPolicy.DEFAULT, PATIENT, receiver.url());

        spend("50");

        await("webhook FAILED");
        AlertDelivery delivery =
                store.alertOutbox().events(null, 1).get(0).deliveries().get(1);
        assertThat(delivery.state()).isEqualTo(DeliveryState.PENDING);
        assertThat(delivery.nextAttemptAt())
                .isBetween(before.plusSeconds(59), Instant.now().plusSeconds(60));
        assertThat(receiver.all()).hasSize(1);
    }

    @Test
    void nodes_that_know_different_receivers_deliver_every_alert_to_each_of_them() throws Exception {
        Receiver a = receiver();
        Receiver b = receiver();
        deliver(Clock.systemUTC(), QUICK, PATIENT, a.url());
        deliver(Clock.systemUTC(), QUICK, PATIENT, b.url());
        deliver(Clock.systemUTC(), QUICK, PATIENT, a.url(), b.url());

        spend("50");
        spend("30");
        spend("20");

        for (Receiver receiver : List.of(a, b)) {
            assertThat(List.of(threshold(receiver.next()), threshold(receiver.next()), threshold(receiver.next())))
                    .containsExactly("0.5", "0.8", "1");
        }
        assertThat(settled()).hasSize(6).extracting(AlertDelivery::attempts).containsOnly(1);
        assertThat(a.all()).hasSize(3);
        assertThat(b.all()).hasSize(3);
    }

    @Test
    void a_rolling_change_of_receivers_loses_no_alert_of_a_stream_though_the_old_one_is_dead() throws Exception {
        Receiver dead = receiver();
        dead.close();
        Receiver next = receiver();
        deliver(Clock.systemUTC(), QUICK, PATIENT, dead.url());
        deliver(Clock.systemUTC(), QUICK, PATIENT, dead.url());
        AutoCloseable second = open.remove(open.size() - 1);
        AutoCloseable first = open.remove(open.size() - 1);
        open.add(second);
        int budgets = 12;
        for (int i = 0; i < budgets; i++) {
            if (i == 4) {
                first.close();
                deliver(Clock.systemUTC(), QUICK, PATIENT, next.url());
            } else if (i == 8) {
                second.close();
                deliver(Clock.systemUTC(), QUICK, PATIENT, next.url());
            }
            store.budgets()
                    .create(
                            BudgetSpec.of("s" + i, BigDecimal.ONE, BudgetPeriod.MONTHLY)
                                    .tags(Map.of("n", "t" + i))
                                    .alertThresholds(List.of(BigDecimal.ONE)),
                            Instant.now());
            new CostTracker(store).record(CostDraft.of("1").tag("n", "t" + i));
            await("log DELIVERED");
        }

        List<String> heard = new ArrayList<>();
        for (int i = 0; i < budgets; i++) {
            heard.add(
                    CostJson.parse("body", next.next().body()).path("budget_id").asString());
        }
        assertThat(heard)
                .containsExactlyInAnyOrder(
                        IntStream.range(0, budgets).mapToObj(i -> "s" + i).toArray(String[]::new));
        assertThat(next.all()).hasSize(budgets);
    }

    @Test
    void a_receiver_that_is_named_twice_gets_each_alert_once() throws Exception {
        Receiver receiver = receiver();
        deliver(Clock.systemUTC(), QUICK, PATIENT, receiver.url(), receiver.url());

        spend("80");

        assertThat(List.of(threshold(receiver.next()), threshold(receiver.next())))
                .containsExactly("0.5", "0.8");
        assertThat(settled()).extracting(AlertDelivery::attempts).containsExactly(1, 1);
    }
}
