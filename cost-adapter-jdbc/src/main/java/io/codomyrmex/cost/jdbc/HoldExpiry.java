package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.ledger.HoldLedger;
import io.codomyrmex.cost.ledger.LedgerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notes down that holds have expired when questions meet many of them. Otherwise each question would read all of them again
 * until somebody reserves, who notes it down too. Nobody waits for it, and a store that only reads goes on without.
 */
final class HoldExpiry {

    private static final int MANY = 100;
    private static final long PAUSE_AFTER_FAILURE = Duration.ofMinutes(10).toNanos();

    private record Expiring(Instant now) implements LedgerWork<Boolean> {

        @Override
        public void needs(Collection<Budget> budgets, Needs needs) {
            needs.expiring(now);
        }

        @Override
        public Boolean apply(LedgerState state) {
            new HoldLedger(state).sweep(now);
            return true;
        }
    }

    private final LedgerWriter writer;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long notBefore = System.nanoTime();

    HoldExpiry(LedgerWriter writer) {
        this.writer = writer;
    }

    /** A question of this moment has met so many holds that are overdue. */
    void met(int overdue, Instant now) {
        if (overdue >= MANY && System.nanoTime() - notBefore >= 0 && running.compareAndSet(false, true)) {
            CompletableFuture<Boolean> unused = writer.promise("expire holds", new Expiring(now))
                    .whenComplete((done, failure) -> {
                        if (failure != null) { // they do not count all the same
                            notBefore = System.nanoTime() + PAUSE_AFTER_FAILURE;
                        }
                        running.set(false);
                    });
        }
    }
}
