package io.codomyrmex.cost.store;

import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldConflictException;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.gate.UnknownHoldException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The holds of a {@link CostStore}. Shares the store's transactions. Every method is atomic and may throw {@link
 * StoreUnavailableException} or {@link StoreFaultException}; those that change something may also throw {@link OutcomeUnknownException}.
 */
public interface SpendGate {

    /**
     * Decides at one moment over every enforced budget that covers the request: granted iff spent + held + amount ≤ limit
     * for each of them, or the amount is zero. Holds that expired by then do not count. An id that was asked before is never
     * granted again: it gives its hold as it is now, which may have ended; nothing changes.
     *
     * @param request what to hold
     * @param now decides the periods, and which holds have expired
     * @return granted, denied or known; a store that cannot say throws
     * @throws HoldConflictException if the id is taken by a hold of other content
     */
    SpendDecision reserve(HoldRequest request, Instant now);

    /**
     * Records what was spent and frees the hold, in one transaction. A hold that has expired is committed all the same: the
     * money is spent. A repetition changes nothing.
     *
     * @return recorded, or duplicate if the same was committed before
     * @throws UnknownHoldException if there is no such hold
     * @throws HoldConflictException if it was released, or committed with other content, or its id is taken by an entry that
     *     was recorded by itself
     */
    RecordResult commit(HoldCommit commit, Instant now);

    /**
     * Frees a hold. One that is released or expired already stays so; one that is committed too: then nothing is freed.
     *
     * @return the hold as it is afterwards
     * @throws UnknownHoldException if there is no such hold
     */
    Hold release(String holdId, Instant now);

    /**
     * Like {@link #reserve}, without a thread that waits; see {@link CostStore#recordAsync}.
     *
     * @param request what to hold
     * @param now decides the periods, and which holds have expired
     */
    default CompletableFuture<SpendDecision> reserveAsync(HoldRequest request, Instant now) {
        return Completed.by(() -> reserve(request, now));
    }

    /** Like {@link #commit}, without a thread that waits; see {@link CostStore#recordAsync}. */
    default CompletableFuture<RecordResult> commitAsync(HoldCommit commit, Instant now) {
        return Completed.by(() -> commit(commit, now));
    }

    /** Like {@link #release}, without a thread that waits; see {@link CostStore#recordAsync}. */
    default CompletableFuture<Hold> releaseAsync(String holdId, Instant now) {
        return Completed.by(() -> release(holdId, now));
    }

    /** The hold with this id, as of now; empty if there is none. */
    Optional<Hold> find(String holdId, Instant now);
}
