package io.codomyrmex.cost.jdbc;

import java.util.concurrent.CompletableFuture;

/** The work of a caller that has gone on, and is told by a future. */
final class PromisedMember<R> extends GroupMember<R> {

    private final Runnable leading;
    private final CompletableFuture<R> promise = new CompletableFuture<>();

    /**
     * @param leading has the next transaction led by some other thread
     */
    PromisedMember(String what, LedgerWork<R> work, Runnable leading) {
        super(what, work);
        this.leading = leading;
    }

    CompletableFuture<R> promise() {
        return promise;
    }

    @Override
    void lead() {
        leading.run();
    }

    @Override
    void wake() {
        R answer;
        try {
            answer = answer();
        } catch (RuntimeException e) {
            promise.completeExceptionally(e);
            return;
        }
        promise.complete(answer);
    }
}
