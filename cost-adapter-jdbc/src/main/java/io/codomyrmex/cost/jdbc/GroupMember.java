package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.ledger.LedgerState;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One caller's work in a shared transaction, and later its answer. */
final class GroupMember<R> {

    private enum Stage {
        WAITING,
        LEADING,
        ANSWERED
    }

    private static final int SPINS = 100;

    private final String what;
    private final LedgerWork<R> work;
    private final Thread caller = Thread.currentThread();
    private volatile Stage stage = Stage.WAITING;
    private boolean answered; // the leader's; the caller sees it once the stage says so
    private @Nullable R result;
    private @Nullable RuntimeException failure;

    GroupMember(String what, LedgerWork<R> work) {
        this.what = what;
        this.work = work;
    }

    String what() {
        return what;
    }

    LedgerWork<R> work() {
        return work;
    }

    /** Lets the work decide; a refusal is this caller's alone. Forgets the outcome of an earlier try. */
    void decide(LedgerState state) {
        result = null;
        failure = null;
        try {
            result = work.apply(state);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** The transaction is committed: what was decided holds. */
    void succeed() {
        answered = true;
    }

    /** The transaction is not known to be committed. */
    void fail(RuntimeException e) {
        failure = e;
        answered = true;
    }

    /** Tells the caller that its answer is there. */
    void wake() {
        stage = Stage.ANSWERED;
        if (caller != Thread.currentThread()) {
            LockSupport.unpark(caller);
        }
    }

    /** Tells the caller that it is to lead the next transaction. */
    void lead() {
        stage = Stage.LEADING;
        LockSupport.unpark(caller);
    }

    /** Waits; true if the caller is to lead, false if the answer is there. An interrupt is kept for later. */
    boolean awaitAnswerOrLead() {
        boolean interrupted = false;
        int spins = SPINS;
        while (stage == Stage.WAITING) {
            if (spins-- > 0) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            caller.interrupt();
        }
        return stage == Stage.LEADING;
    }

    /** The answer. */
    @SuppressWarnings("NullAway") // a work that was decided without failure has a result
    R answer() {
        if (failure != null) {
            throw failure;
        }
        if (!answered) {
            throw new IllegalStateException(what + ": the transaction ended without an answer");
        }
        return result;
    }
}
