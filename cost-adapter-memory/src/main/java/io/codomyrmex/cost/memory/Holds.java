package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All holds. Those in status held are kept in the order in which they expire, and are <em>settled</em> as of a moment: what the
 * overdue ones among them hold is summed up by counter. A reading of that moment then subtracts a sum and looks at no hold.
 * Settling as of another moment looks at the holds that expire between the two, and changes nothing but these sums.
 *
 * <p>{@link #isSettledFor}, {@link #settledUntil}, {@link #settledFrom} and {@link #overdue(BalanceKey)} can be asked at any
 * time; the rest is for whoever has the lock, see {@link Access}.
 */
final class Holds {

    private final Map<String, Hold> all = new HashMap<>();
    private final TreeMap<Expiry, Hold> held = new TreeMap<>();
    private final Map<BalanceKey, BigDecimal> overdue = new ConcurrentHashMap<>();
    private Instant settledAt = Instant.MIN;
    private volatile Instant settledFrom = Instant.MIN;
    private volatile Instant settledUntil = Instant.MAX;

    /** The place of a hold in the order of expiry; without an id, the place behind all that expire at the moment. */
    private record Expiry(Instant at, @Nullable String id) implements Comparable<Expiry> {

        static Expiry of(Hold hold) {
            return new Expiry(hold.expiresAt(), hold.id());
        }

        static Expiry endOf(Instant at) {
            return new Expiry(at, null);
        }

        @Override
        public int compareTo(Expiry other) {
            int byTime = at.compareTo(other.at);
            if (byTime != 0) {
                return byTime;
            }
            if (id == null || other.id == null) {
                return Boolean.compare(id == null, other.id == null);
            }
            return id.compareTo(other.id);
        }
    }

    @Nullable
    Hold find(String id) {
        return all.get(id);
    }

    /** Keeps a hold, new or with another status. */
    void put(Hold hold, Collection<Budget> budgets) {
        Hold before = all.put(hold.id(), hold);
        if (before != null && before.status() == HoldStatus.HELD) {
            held.remove(Expiry.of(before));
            if (isSettled(before)) {
                count(before, before.amount().negate(), budgets);
            }
        }
        if (hold.status() == HoldStatus.HELD) {
            held.put(Expiry.of(hold), hold);
            if (isSettled(hold)) {
                count(hold, hold.amount(), budgets);
                settledFrom = later(settledFrom, hold.expiresAt());
            } else if (hold.expiresAt().isBefore(settledUntil)) {
                settledUntil = hold.expiresAt();
            }
        }
    }

    private boolean isSettled(Hold hold) {
        return !hold.expiresAt().isAfter(settledAt);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** Those that count as held though their time has run out by then, in the order in which they expired. */
    Collection<Hold> overdue(Instant now) {
        return List.copyOf(held.headMap(Expiry.endOf(now)).values());
    }

    /** Those that count as held, overdue ones among them. */
    Collection<Hold> held() {
        return List.copyOf(held.values());
    }

    /** Whether {@link #overdue(BalanceKey)} is as of this moment. */
    boolean isSettledFor(Instant at) {
        return !at.isBefore(settledFrom) && at.isBefore(settledUntil);
    }

    /** The first moment that the holds are settled for. */
    Instant settledFrom() {
        return settledFrom;
    }

    /** The first moment after, at which a hold may expire; {@link Instant#MAX} for never. */
    Instant settledUntil() {
        return settledUntil;
    }

    /** What is part of the counter though its holds are overdue, at any moment that the holds are settled for. */
    BigDecimal overdue(BalanceKey key) {
        return overdue.isEmpty() ? BigDecimal.ZERO : overdue.getOrDefault(key, BigDecimal.ZERO);
    }

    /** Sums up what is overdue at this moment. */
    void settle(Instant at, Collection<Budget> budgets) {
        Expiry end = Expiry.endOf(at);
        if (at.isAfter(settledAt)) {
            for (Hold hold : held.subMap(Expiry.endOf(settledAt), end).values()) {
                count(hold, hold.amount(), budgets);
            }
        } else {
            for (Hold hold : held.subMap(end, Expiry.endOf(settledAt)).values()) {
                count(hold, hold.amount().negate(), budgets);
            }
        }
        settledAt = at;
        Expiry last = held.lowerKey(end);
        Expiry next = held.higherKey(end);
        settledFrom = last == null ? Instant.MIN : last.at();
        settledUntil = next == null ? Instant.MAX : next.at();
    }

    /** Forgets the sums: the budgets are others now. */
    void unsettle() {
        overdue.clear();
        settledAt = Instant.MIN;
        settledFrom = Instant.MIN;
        settledUntil = held.isEmpty() ? Instant.MAX : held.firstKey().at();
    }

    private void count(Hold hold, BigDecimal amount, Collection<Budget> budgets) {
        for (Budget budget : budgets) {
            if (hold.isCoveredBy(budget)) {
                overdue.merge(budget.keyAt(hold.reservedAt()), amount, Holds::sum);
            }
        }
    }

    /** The sum, or nothing to keep if it is zero. */
    private static @Nullable BigDecimal sum(BigDecimal one, BigDecimal other) {
        BigDecimal sum = one.add(other);
        return sum.signum() == 0 ? null : sum;
    }
}
