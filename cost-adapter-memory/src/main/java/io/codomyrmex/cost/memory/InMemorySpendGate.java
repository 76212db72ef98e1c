package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.store.SpendGate;
import java.time.Instant;
import java.util.Optional;

/** The holds of an {@link InMemoryCostStore}. */
final class InMemorySpendGate implements SpendGate {

    private final Access access;

    InMemorySpendGate(Access access) {
        this.access = access;
    }

    @Override
    public SpendDecision reserve(HoldRequest request, Instant now) {
        Instant kept = InstantRule.kept("now", now);
        return access.write("reserve", books -> Transaction.runHolds(books, holds -> holds.reserve(request, kept)));
    }

    @Override
    public RecordResult commit(HoldCommit commit, Instant now) {
        Instant kept = InstantRule.kept("now", now);
        return access.write("commit", books -> Transaction.runHolds(books, holds -> holds.commit(commit, kept)));
    }

    @Override
    public Hold release(String holdId, Instant now) {
        Instant kept = InstantRule.kept("now", now);
        return access.write("release", books -> Transaction.runHolds(books, holds -> holds.release(holdId, kept)));
    }

    @Override
    public Optional<Hold> find(String holdId, Instant now) {
        return access.read(
                "find a hold",
                books -> Optional.ofNullable(books.holds().find(holdId)).map(hold -> hold.asOf(now)));
    }
}
