package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.budget.BudgetAlert;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The alerts that fired, and those among them that no check has returned yet. */
final class Alerts {

    /** What an alert fires once for. */
    private record Key(String budgetId, long revision, Instant periodStart, int arming, BigDecimal threshold) {

        static Key of(BudgetAlert alert) {
            return new Key(alert.budgetId(), alert.revision(), alert.periodStart(), alert.arming(), alert.threshold());
        }
    }

    private final Set<Key> fired = new HashSet<>();
    private final List<BudgetAlert> all = new ArrayList<>();
    private final List<BudgetAlert> unreported = new ArrayList<>();
    private final Map<String, List<BudgetAlert>> byKey = new HashMap<>();
    private final Outbox outbox = new Outbox();

    /** Keeps an alert, unless it fired before. */
    void fire(BudgetAlert alert) {
        if (fired.add(Key.of(alert))) {
            all.add(alert);
            unreported.add(alert);
            outbox.add(alert);
        }
    }

    /** The alerts that are to be delivered. */
    Outbox outbox() {
        return outbox;
    }

    /** The alerts that a call of {@link #claim} with this key returned, in order. */
    List<BudgetAlert> claimedUnder(String key) {
        return byKey.getOrDefault(key, List.of());
    }

    /** The alerts that no earlier call returned, in order; remembered under the key if there is one. */
    List<BudgetAlert> claim(@Nullable String key) {
        List<BudgetAlert> claimed =
                unreported.stream().sorted(BudgetAlert.ORDER).toList();
        unreported.clear();
        if (key != null && !claimed.isEmpty()) {
            byKey.put(key, claimed);
        }
        return claimed;
    }

    /** The newest alerts, in order. */
    List<BudgetAlert> newest(int limit) {
        List<BudgetAlert> sorted = all.stream().sorted(BudgetAlert.ORDER).toList();
        return sorted.subList(Math.max(0, sorted.size() - limit), sorted.size());
    }
}
