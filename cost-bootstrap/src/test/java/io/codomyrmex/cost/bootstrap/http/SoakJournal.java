package io.codomyrmex.cost.bootstrap.http;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the clients of a soak did and were told. Thread-safe. */
final class SoakJournal {

    private static final int MOST_FAILURES = 50;

    private final Set<String> attempted = ConcurrentHashMap.newKeySet();
    private final Map<String, BigDecimal> acknowledged = new ConcurrentHashMap<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final AtomicLong granted = new AtomicLong();
    private final AtomicLong denied = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private volatile boolean over;
    private volatile boolean abandoned;

    void attempt(String id) {
        attempted.add(id);
    }

    void acknowledge(String id, BigDecimal amount) {
        acknowledged.put(id, amount.stripTrailingZeros());
    }

    void granted() {
        granted.incrementAndGet();
    }

    void denied() {
        denied.incrementAndGet();
    }

    void unanswered() {
        unanswered.incrementAndGet();
    }

    synchronized void fail(String who, Throwable failure) {
        if (failures.size() < MOST_FAILURES) {
            failures.add(new AssertionError(who + ": " + failure.getMessage(), failure));
        }
    }

    synchronized List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** No new calls from now on. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** No retries from now on either. */
    void abandon() {
        over = true;
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** The ids that may be in the ledger. */
    Set<String> attempted() {
        return attempted;
    }

    /** The entries that must be in the ledger. */
    Map<String, BigDecimal> acknowledged() {
        return acknowledged;
    }

    long grants() {
        return granted.get();
    }

    long denials() {
        return denied.get();
    }

    @Override
    public String toString() {
        return acknowledged.size() + " entries acknowledged, " + granted + " holds granted, " + denied + " denied, "
                + unanswered + " requests without an answer";
    }
}
