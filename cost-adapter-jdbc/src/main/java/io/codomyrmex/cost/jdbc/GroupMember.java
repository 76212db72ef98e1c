package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.ledger.LedgerState;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One caller's operation in a shared transaction, and later its answer.
 *
 * <p>It ends once: with what the transaction brought, or at the caller's deadline. Up to the moment at which the leader lets
 * it decide it can be withdrawn, and nothing was changed; from then on the transaction may commit without the caller.
 */
final class GroupMember<R> {

    private enum Stage {
        /** In the queue, or in a transaction that has not come to it yet. */
        WAITING,
        /** Part of a transaction that may commit. */
        DECIDED,
        /** Its answer is known. */
        ENDED
    }

    private final String operation;
    private final LedgerWork<R> work;
    private final boolean promised;
    private final long deadline;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private final CompletableFuture<R> answer = new CompletableFuture<>();
    // the leader's alone
    private @Nullable R result;
    private @Nullable RuntimeException failure;

    /**
     * @param operation names what the caller does, for messages
     * @param promised whether the caller has gone on and is told by a future, instead of waiting
     * @param deadline by {@link System#nanoTime}
     */
    GroupMember(String operation, LedgerWork<R> work, boolean promised, long deadline) {
        this.operation = operation;
        this.work = work;
        this.promised = promised;
        this.deadline = deadline;
    }

    String operation() {
        return operation;
    }

    LedgerWork<R> work() {
        return work;
    }

    boolean isPromised() {
        return promised;
    }

    /** How long the caller still waits; zero or less if its time is over. */
    long nanosLeft() {
        return deadline - System.nanoTime();
    }

    boolean hasEnded() {
        return stage.get() == Stage.ENDED;
    }

    /**
     * Lets the work decide; a refusal is this caller's alone. Forgets the outcome of an earlier try. A member that was
     * withdrawn decides nothing.
     */
    void decide(LedgerState state) {
        if (!stage.compareAndSet(Stage.WAITING, Stage.DECIDED) && hasEnded()) {
            return;
        }
        result = null;
        failure = null;
        try {
            result = work.apply(state);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** The transaction is not known to be committed: whatever was decided, this is the outcome. */
    void fail(RuntimeException e) {
        failure = e;
    }

    /** Tells the caller the outcome: its decision, if its transaction did not fail; nothing, if its deadline was first. */
    void tell() {
        RuntimeException failed = failure;
        R decided = result;
        Stage before = stage.getAndSet(Stage.ENDED);
        if (before == Stage.ENDED) {
            return;
        }
        if (failed != null) {
            answer.completeExceptionally(failed);
        } else if (before == Stage.DECIDED) {
            answer.complete(decided);
        } else {
            answer.completeExceptionally(
                    new IllegalStateException(operation + ": the transaction ended without an answer"));
        }
    }

    /**
     * Ends it at the caller's deadline, unless its outcome is known.
     *
     * @param timeout how long the caller has waited, for the message
     */
    void giveUp(Duration timeout) {
        String waited = operation + ": the ledger has not answered within " + timeout;
        if (stage.compareAndSet(Stage.WAITING, Stage.ENDED)) {
            answer.completeExceptionally(new StoreUnavailableException(waited + "; nothing was changed", null));
        } else if (stage.compareAndSet(Stage.DECIDED, Stage.ENDED)) {
            answer.completeExceptionally(new OutcomeUnknownException(waited + ", while it committed", null));
        }
    }

    /** The answer, when it is there. */
    CompletableFuture<R> answer() {
        return answer;
    }
}
