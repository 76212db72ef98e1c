package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.alert.AlertDelivery;
import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.alert.DeliveryState;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Alerts on their way to targets: each to each target, in order, taken by one at a time. */
abstract class OutboxContract extends StoreContract {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration DAYS = Duration.ofDays(3);
    private static final List<String> TARGETS = List.of("hook", "mail");

    private int address() {
        return store.alertOutbox().address(TARGETS, NOW, DAYS);
    }

    private List<DueDelivery> take(String target, Instant now) {
        return store.alertOutbox().take(target, 10, now, LEASE);
    }

    private AlertDelivery delivery(int newest, String target) {
        return events().get(newest).deliveries().stream()
                .filter(one -> one.target().equals(target))
                .findFirst()
                .orElseThrow();
    }

    private List<AlertEvent> events() {
        return store.alertOutbox().events(null, 100);
    }

    private static List<String> taken(List<DueDelivery> deliveries) {
        return deliveries.stream()
                .map(one ->
                        one.alert().budgetId() + " " + one.alert().threshold().toPlainString())
                .toList();
    }

    @Test
    void without_an_alert_there_is_nothing() {
        assertThat(address()).isZero();
        assertThat(take("hook", NOW)).isEmpty();
        assertThat(events()).isEmpty();
    }

    @Test
    void an_alert_that_fires_is_an_event_at_once_by_whatever_it_fired() {
        create(daily());
        spend("50", NOW, NOW);
        assertThat(events()).hasSize(1);
        store.gate().reserve(new HoldRequest("h", money("30"), CostCategory.COMPUTE, Map.of(), LEASE), NOW);
        store.gate().commit(HoldCommit.of("h", money("30")), NOW);
        assertThat(events()).hasSize(2);
        store.budgets().update(daily().amount(money("80")), NOW);
        store.budgets().check(NOW);

        List<AlertEvent> events = events();

        assertThat(thresholds(events.stream().map(AlertEvent::alert).toList()))
                .containsExactly("1", "0.9", "0.8", "0.5");
        assertThat(events).extracting(AlertEvent::id).doesNotHaveDuplicates();
        List<BudgetAlert> alerts = new ArrayList<>(store.budgets().alerts(10));
        assertThat(events).extracting(AlertEvent::alert).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(events.get(0).deliveries()).isEmpty();
    }

    @Test
    void every_event_goes_to_every_target_once() {
        create(daily());
        spend("80", NOW, NOW);
        assertThat(address()).isEqualTo(4);
        assertThat(address()).isZero();

        for (String target : TARGETS) {
            for (String threshold : List.of("0.5", "0.8")) {
                List<DueDelivery> taken = take(target, NOW);
                assertThat(taken(taken)).containsExactly("daily " + threshold);
                assertThat(taken.get(0).attempt()).isEqualTo(1);
                store.alertOutbox().delivered(taken.get(0), NOW.plusSeconds(1));
            }
            assertThat(take(target, NOW)).isEmpty();
        }
        assertThat(delivery(0, "hook"))
                .isEqualTo(new AlertDelivery("hook", DeliveryState.DELIVERED, 1, null, NOW.plusSeconds(1), null));
    }

    @Test
    void of_a_budget_the_next_waits_for_the_first_and_other_budgets_do_not() {
        create(daily());
        create(daily().id("other"));
        spend("80", NOW, NOW);
        address();

        List<DueDelivery> first = take("hook", NOW);

        assertThat(taken(first)).containsExactly("daily 0.5", "other 0.5");
        store.alertOutbox().delivered(first.get(1), NOW);
        assertThat(taken(take("hook", NOW))).containsExactly("other 0.8");
        assertThat(taken(take("mail", NOW))).containsExactly("daily 0.5", "other 0.5");
    }

    @Test
    void what_is_taken_is_due_again_when_its_lease_has_ended() {
        create(daily());
        spend("50", NOW, NOW);
        address();
        take("hook", NOW);

        assertThat(take("hook", NOW.plus(LEASE).minusMillis(1))).isEmpty();
        List<DueDelivery> again = take("hook", NOW.plus(LEASE));

        assertThat(again).extracting(DueDelivery::attempt).containsExactly(2);
        assertThat(delivery(0, "hook").attempts()).isEqualTo(2);
    }

    @Test
    void what_failed_is_tried_again_when_it_is_time() {
        create(daily());
        spend("50", NOW, NOW);
        address();
        Instant next = NOW.plusSeconds(5);
        store.alertOutbox().failed(take("hook", NOW).get(0), "no\0 answer" + "x".repeat(1000), next);

        assertThat(delivery(0, "hook").nextAttemptAt()).isEqualTo(next);
        assertThat(delivery(0, "hook").lastError()).startsWith("no  answer").hasSize(500);
        assertThat(take("hook", next.minusMillis(1))).isEmpty();
        assertThat(take("hook", next)).extracting(DueDelivery::attempt).containsExactly(2);
    }

    @Test
    void what_is_given_up_no_longer_holds_up_the_next() {
        create(daily());
        spend("80", NOW, NOW);
        address();

        store.alertOutbox().failed(take("hook", NOW).get(0), "gone", null);

        assertThat(taken(take("hook", NOW))).containsExactly("daily 0.8");
        assertThat(delivery(1, "hook"))
                .isEqualTo(new AlertDelivery("hook", DeliveryState.FAILED, 1, null, null, "gone"));
    }

    @Test
    void who_lost_the_lease_can_no_longer_undo_what_another_did() {
        create(daily());
        spend("50", NOW, NOW);
        address();
        DueDelivery slow = take("hook", NOW).get(0);
        DueDelivery other = take("hook", NOW.plus(LEASE)).get(0);

        store.alertOutbox().failed(slow, "too late", null);
        assertThat(delivery(0, "hook").state()).isEqualTo(DeliveryState.PENDING);
        store.alertOutbox().delivered(other, NOW);
        store.alertOutbox().failed(other, "cannot be", null);

        assertThat(delivery(0, "hook").state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void what_was_given_up_and_yet_arrived_is_delivered() {
        create(daily());
        spend("50", NOW, NOW);
        address();
        DueDelivery slow = take("hook", NOW).get(0);
        store.alertOutbox().failed(take("hook", NOW.plus(LEASE)).get(0), "gone", null);

        store.alertOutbox().delivered(slow, NOW);

        assertThat(delivery(0, "hook").state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void an_event_that_nobody_came_for_in_time_is_skipped() {
        create(daily());
        spend("50", NOW, NOW);

        assertThat(store.alertOutbox().address(TARGETS, NOW.plus(DAYS).plusMillis(1), DAYS))
                .isEqualTo(2);

        assertThat(take("hook", NOW.plus(DAYS).plusSeconds(1))).isEmpty();
        assertThat(delivery(0, "hook"))
                .isEqualTo(new AlertDelivery("hook", DeliveryState.SKIPPED, 0, null, null, null));
    }

    @Test
    void pages_of_events_follow_each_other() {
        create(daily());
        create(daily().id("other"));
        spend("100", NOW, NOW);
        List<AlertEvent> all = events();
        assertThat(all).hasSize(8);

        List<AlertEvent> paged = new ArrayList<>();
        AlertEvent.Position before = null;
        for (List<AlertEvent> page = store.alertOutbox().events(before, 3);
                !page.isEmpty();
                page = store.alertOutbox().events(before, 3)) {
            paged.addAll(page);
            before = page.get(page.size() - 1).position();
        }

        assertThat(paged).isEqualTo(all);
    }

    @Test
    void many_threads_take_each_delivery_once_and_each_budget_in_order() throws Exception {
        for (int i = 0; i < 6; i++) {
            create(daily().id("b" + i));
        }
        spend("100", NOW, NOW);
        ConcurrentLinkedQueue<DueDelivery> sent = new ConcurrentLinkedQueue<>();

        Race.run(thread -> {
            CostStore mine = adapter().another(store);
            for (int idle = 0; idle < 50; idle++) {
                mine.alertOutbox().address(List.of("hook"), NOW, DAYS);
                for (DueDelivery delivery : mine.alertOutbox().take("hook", 2, NOW, LEASE)) {
                    sent.add(delivery);
                    mine.alertOutbox().delivered(delivery, NOW);
                    idle = 0;
                }
            }
            return true;
        });

        List<UUID> ids = sent.stream().map(DueDelivery::eventId).toList();
        assertThat(ids).hasSize(24).doesNotHaveDuplicates();
        for (int i = 0; i < 6; i++) {
            String budget = "b" + i;
            assertThat(thresholds(sent.stream()
                            .map(DueDelivery::alert)
                            .filter(alert -> alert.budgetId().equals(budget))
                            .toList()))
                    .containsExactly("0.5", "0.8", "0.9", "1");
        }
    }
}
