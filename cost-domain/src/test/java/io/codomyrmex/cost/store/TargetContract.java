package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.alert.AlertDelivery;
import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.alert.DeliveryState;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.entry.CostDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Nodes that know different targets: each target gets all alerts, and one that is new what the others have not taken. */
abstract class TargetContract extends StoreContract {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration DAYS = Duration.ofDays(3);

    private int address(Instant now, String... targets) {
        return store.alertOutbox().address(List.of(targets), now, DAYS);
    }

    /** Takes and notes as delivered all that a target is to get; gives the thresholds. */
    private List<String> deliver(String target, Instant now) {
        List<String> taken = new ArrayList<>();
        for (List<DueDelivery> due = store.alertOutbox().take(target, 10, now, LEASE);
                !due.isEmpty();
                due = store.alertOutbox().take(target, 10, now, LEASE)) {
            for (DueDelivery delivery : due) {
                store.alertOutbox().delivered(delivery, now);
                taken.add(delivery.alert().threshold().toPlainString());
            }
        }
        return taken;
    }

    private List<AlertDelivery> deliveries(int newest) {
        return store.alertOutbox().events(null, 100).get(newest).deliveries();
    }

    @Test
    void targets_of_different_nodes_each_get_every_alert() {
        create(daily());
        address(NOW, "a");
        address(NOW, "b");
        address(NOW, "a", "b");
        spend("50", NOW, NOW);

        assertThat(address(NOW, "a")).isEqualTo(1);
        assertThat(deliver("a", NOW)).containsExactly("0.5");
        assertThat(address(NOW, "b")).isEqualTo(1);
        assertThat(deliver("b", NOW)).containsExactly("0.5");
        spend("50", NOW.plusSeconds(1), NOW.plusSeconds(1));
        assertThat(address(NOW, "b", "a")).isEqualTo(6);
        assertThat(address(NOW, "a")).isZero();

        assertThat(deliver("a", NOW)).containsExactly("0.8", "0.9", "1");
        assertThat(deliver("b", NOW)).containsExactly("0.8", "0.9", "1");
    }

    @Test
    void a_target_that_replaces_another_gets_what_that_one_had_not_taken() {
        create(daily());
        address(NOW, "log", "a");
        spend("50", NOW, NOW);
        address(NOW, "log", "a");
        deliver("a", NOW);
        spend("30", NOW.plusSeconds(1), NOW);
        address(NOW, "log", "a"); // pending at a, of which nobody knows any more
        deliver("log", NOW);
        spend("10", NOW.plusSeconds(2), NOW);

        address(NOW, "log", "b");

        assertThat(deliver("b", NOW)).containsExactly("0.8", "0.9");
    }

    @Test
    void a_target_that_replaces_one_that_was_never_addressed_gets_what_was_meant_for_it() {
        create(daily());
        address(NOW, "log");
        address(NOW, "log", "a");
        spend("50", NOW, NOW);
        address(NOW, "log"); // by a node that does not know a; the one that does is gone
        deliver("log", NOW);

        assertThat(address(NOW, "log", "b")).isEqualTo(1);

        assertThat(deliver("b", NOW)).containsExactly("0.5");
    }

    @Test
    void a_target_that_replaces_one_that_refused_an_alert_for_good_gets_it() {
        create(daily());
        spend("50", NOW, NOW);
        address(NOW, "log", "a");
        deliver("log", NOW);
        DueDelivery refused = store.alertOutbox().take("a", 1, NOW, LEASE).get(0);
        store.alertOutbox().failed(refused, "it answered 404", null);

        address(NOW, "log", "b");

        assertThat(deliver("b", NOW)).containsExactly("0.5");
        assertThat(deliveries(0))
                .extracting(AlertDelivery::state)
                .containsExactly(DeliveryState.FAILED, DeliveryState.DELIVERED, DeliveryState.DELIVERED);
    }

    @Test
    void a_target_that_comes_beside_others_gets_no_old_news() {
        create(daily());
        address(NOW, "log", "a");
        spend("80", NOW, NOW);
        address(NOW, "log", "a");
        deliver("log", NOW);
        deliver("a", NOW);

        assertThat(address(NOW, "log", "a", "b")).isZero();
        spend("10", NOW.plusSeconds(1), NOW);
        address(NOW, "log", "a", "b");

        assertThat(deliver("b", NOW)).containsExactly("0.9");
    }

    @Test
    void a_target_that_nobody_has_come_for_in_days_makes_no_news_of_what_others_took() {
        create(daily());
        address(NOW, "gone");
        Instant later = NOW.plus(DAYS).plusSeconds(1);
        address(later, "a");
        spend("50", later, later);
        address(later, "a");
        deliver("a", later);

        assertThat(address(later, "a", "b")).isZero();
    }

    @Test
    void a_target_that_somebody_keeps_coming_for_counts_however_long_ago_the_last_alert_was() {
        create(daily());
        address(NOW, "log", "a");
        Instant later = NOW.plus(DAYS);
        address(later, "log", "a");
        spend("50", later.plusSeconds(5), later.plusSeconds(5));
        address(later.plusSeconds(5), "log");
        deliver("log", later.plusSeconds(5));

        assertThat(address(later.plusSeconds(5), "log", "b")).isEqualTo(1);
    }

    @Test
    void a_target_that_was_away_gets_what_is_not_too_old_and_the_rest_is_skipped() {
        create(daily());
        address(NOW, "a", "b");
        spend("50", NOW, NOW);
        Instant later = NOW.plus(DAYS).plusSeconds(1);
        spend("30", NOW.plusSeconds(2), NOW.plusSeconds(2));

        assertThat(address(later, "a")).isEqualTo(2);

        assertThat(deliver("a", later)).containsExactly("0.8");
        assertThat(deliveries(1)).extracting(AlertDelivery::state).containsExactly(DeliveryState.SKIPPED);
    }

    @Test
    void many_nodes_with_targets_of_their_own_address_each_event_to_each_target_once_and_in_order() throws Exception {
        List<List<String>> known = List.of(List.of("a", "b"), List.of("b", "a"), List.of("a"), List.of("b"));
        create(daily());
        address(NOW, "a", "b");
        Map<String, ConcurrentLinkedQueue<DueDelivery>> sent =
                Map.of("a", new ConcurrentLinkedQueue<>(), "b", new ConcurrentLinkedQueue<>());
        Map<Integer, Boolean> fired = new ConcurrentHashMap<>();

        Race.run(thread -> {
            CostStore mine = adapter().another(store);
            List<String> targets = known.get(thread % known.size());
            for (int idle = 0; idle < 50; idle++) {
                if (fired.size() < 10 && fired.putIfAbsent(fired.size(), true) == null) {
                    mine.budgets().rearm(NOW);
                    mine.record(
                            List.of(posting(CostDraft.of("100").id("t" + thread + "-" + idle + "-" + fired.size()))),
                            NOW);
                }
                mine.alertOutbox().address(targets, NOW, DAYS);
                for (String target : targets) {
                    for (DueDelivery delivery : mine.alertOutbox().take(target, 2, NOW, LEASE)) {
                        sent.get(target).add(delivery);
                        mine.alertOutbox().delivered(delivery, NOW);
                        idle = 0;
                    }
                }
            }
            return true;
        });

        address(NOW, "a", "b"); // what fired when no node that knows them both was left
        for (String target : List.of("a", "b")) {
            for (List<DueDelivery> due = store.alertOutbox().take(target, 1, NOW, LEASE);
                    !due.isEmpty();
                    due = store.alertOutbox().take(target, 1, NOW, LEASE)) {
                sent.get(target).add(due.get(0));
                store.alertOutbox().delivered(due.get(0), NOW);
            }
        }
        List<AlertEvent> events = new ArrayList<>(store.alertOutbox().events(null, 1_000));
        assertThat(events).hasSizeGreaterThanOrEqualTo(4);
        Collections.reverse(events);
        for (String target : List.of("a", "b")) {
            assertThat(sent.get(target).stream().map(DueDelivery::eventId).toList())
                    .as(target)
                    .containsExactlyElementsOf(
                            events.stream().map(AlertEvent::id).toList());
        }
    }
}
