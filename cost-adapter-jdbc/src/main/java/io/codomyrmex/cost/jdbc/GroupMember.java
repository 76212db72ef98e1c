package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.ledger.LedgerState;
import org.jspecify.annotations.Nullable;

/** One caller's work in a shared transaction, and later its answer. */
abstract class GroupMember<R> {

    private final String what;
    private final LedgerWork<R> work;
    private boolean answered; // the leader's; the caller sees it once it is woken
    private @Nullable R result;
    private @Nullable RuntimeException failure;

    GroupMember(String what, LedgerWork<R> work) {
        this.what = what;
        this.work = work;
    }

    final String what() {
        return what;
    }

    final LedgerWork<R> work() {
        return work;
    }

    /** Lets the work decide; a refusal is this caller's alone. Forgets the outcome of an earlier try. */
    final void decide(LedgerState state) {
        result = null;
        failure = null;
        try {
            result = work.apply(state);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** The transaction is committed: what was decided holds. */
    final void succeed() {
        answered = true;
    }

    /** The transaction is not known to be committed. */
    final void fail(RuntimeException e) {
        failure = e;
        answered = true;
    }

    /** The answer. */
    @SuppressWarnings("NullAway") // a work that was decided without failure has a result
    final R answer() {
        if (failure != null) {
            throw failure;
        }
        if (!answered) {
            throw new IllegalStateException(what + ": the transaction ended without an answer");
        }
        return result;
    }

    /** Has the next transaction led in this caller's name. */
    abstract void lead();

    /** Tells the caller that its answer is there. */
    abstract void wake();
}
