package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** All holds, and those among them that still hold in the order in which they expire. */
final class Holds {

    private static final Comparator<Hold> BY_EXPIRY =
            Comparator.comparing(Hold::expiresAt).thenComparing(Hold::id);

    private final Map<String, Hold> all = new HashMap<>();
    private final NavigableSet<Hold> held = new ConcurrentSkipListSet<>(BY_EXPIRY);

    @Nullable
    Hold find(String id) {
        return all.get(id);
    }

    void put(Hold hold) {
        all.put(hold.id(), hold);
        if (hold.status() == HoldStatus.HELD) {
            held.add(hold);
        } else {
            held.remove(hold);
        }
    }

    /** Those that count as held though their time has run out by then. */
    Collection<Hold> overdue(Instant now) {
        Iterator<Hold> first = held.iterator();
        if (!first.hasNext() || !first.next().isOverdue(now)) {
            return List.of();
        }
        return held.stream().takeWhile(hold -> hold.isOverdue(now)).toList();
    }

    /** Those that count as held, overdue ones among them. */
    Collection<Hold> held() {
        return held;
    }
}
