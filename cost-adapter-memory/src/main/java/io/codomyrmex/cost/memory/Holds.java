package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All holds, and their ids by the second in which they expire. An id stays there when its hold is committed or released; it
 * goes when its second is over.
 */
final class Holds {

    private final Map<String, Hold> all = new HashMap<>();
    private final TreeMap<Long, List<String>> expiring = new TreeMap<>();
    private volatile long firstSecond = Long.MAX_VALUE;

    @Nullable
    Hold find(String id) {
        return all.get(id);
    }

    void put(Hold hold) {
        Hold before = all.put(hold.id(), hold);
        if (before == null && hold.status() == HoldStatus.HELD) {
            long second = hold.expiresAt().getEpochSecond();
            expiring.computeIfAbsent(second, s -> new ArrayList<>()).add(hold.id());
            firstSecond = Math.min(firstSecond, second);
        }
    }

    /** Whether there may be holds that count though their time has run out by then; can be asked at any time. */
    boolean mayBeOverdue(Instant now) {
        return firstSecond <= now.getEpochSecond();
    }

    /** Those that count as held though their time has run out by then, in the order in which they expired. */
    Collection<Hold> overdue(Instant now) {
        if (!mayBeOverdue(now)) {
            return List.of();
        }
        List<Hold> overdue = new ArrayList<>();
        for (List<String> ids : expiring.headMap(now.getEpochSecond(), true).values()) {
            for (String id : ids) {
                Hold hold = all.get(id);
                if (hold != null && hold.isOverdue(now)) {
                    overdue.add(hold);
                }
            }
        }
        return overdue;
    }

    /** Forgets the seconds that are over by then and of whose holds none counts as held any more. */
    void forgetExpired(Instant now) {
        while (firstSecond < now.getEpochSecond()) {
            for (String id : expiring.getOrDefault(firstSecond, List.of())) {
                Hold hold = all.get(id);
                if (hold != null && hold.status() == HoldStatus.HELD) {
                    return;
                }
            }
            expiring.remove(firstSecond);
            firstSecond = expiring.isEmpty() ? Long.MAX_VALUE : expiring.firstKey();
        }
    }

    /** From when on holds may be overdue; {@link Instant#MAX} for never; can be asked at any time. */
    Instant firstExpiry() {
        long second = firstSecond;
        return second == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochSecond(second);
    }

    /** Those that count as held, overdue ones among them. */
    Collection<Hold> held() {
        return all.values().stream()
                .filter(hold -> hold.status() == HoldStatus.HELD)
                .toList();
    }
}
