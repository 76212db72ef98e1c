package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.ledger.HoldLedger;
import io.codomyrmex.cost.ledger.LedgerState;
import io.codomyrmex.cost.store.SpendGate;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The holds in the table {@code cost_hold}. */
final class JdbcSpendGate implements SpendGate {

    private final Database database;
    private final LedgerWriter writer;

    JdbcSpendGate(Database database, LedgerWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    private record Reserving(HoldRequest request, Instant now) implements LedgerWork<SpendDecision> {

        @Override
        public void needs(Collection<Budget> budgets, Needs needs) {
            needs.reserving(request.id(), now);
            needs.holding(request.grantedAt(now), budgets);
        }

        @Override
        public SpendDecision apply(LedgerState state) {
            return new HoldLedger(state).reserve(request, now);
        }
    }

    private record Committing(HoldCommit commit, Instant now) implements LedgerWork<RecordResult> {

        @Override
        public void needs(Collection<Budget> budgets, Needs needs) {
            needs.committing(commit);
        }

        @Override
        public RecordResult apply(LedgerState state) {
            return new HoldLedger(state).commit(commit, now);
        }
    }

    private record Releasing(String holdId, Instant now) implements LedgerWork<Hold> {

        @Override
        public void needs(Collection<Budget> budgets, Needs needs) {
            needs.releasing(holdId);
        }

        @Override
        public Hold apply(LedgerState state) {
            return new HoldLedger(state).release(holdId, now);
        }
    }

    @Override
    public SpendDecision reserve(HoldRequest request, Instant now) {
        return writer.run("reserve", new Reserving(request, InstantRule.kept("now", now)));
    }

    @Override
    public RecordResult commit(HoldCommit commit, Instant now) {
        return writer.run("commit", new Committing(commit, InstantRule.kept("now", now)));
    }

    @Override
    public Hold release(String holdId, Instant now) {
        return writer.run("release", new Releasing(holdId, InstantRule.kept("now", now)));
    }

    @Override
    public CompletableFuture<SpendDecision> reserveAsync(HoldRequest request, Instant now) {
        return writer.promise("reserve", new Reserving(request, InstantRule.kept("now", now)));
    }

    @Override
    public CompletableFuture<RecordResult> commitAsync(HoldCommit commit, Instant now) {
        return writer.promise("commit", new Committing(commit, InstantRule.kept("now", now)));
    }

    @Override
    public CompletableFuture<Hold> releaseAsync(String holdId, Instant now) {
        return writer.promise("release", new Releasing(holdId, InstantRule.kept("now", now)));
    }

    @Override
    public Optional<Hold> find(String holdId, Instant now) {
        return database.read("find hold", handle -> {
            AtomicReference<@Nullable Hold> found = new AtomicReference<>();
            Script script = new Script(database.dialect());
            HoldTable.find(script, Set.of(holdId), found::set);
            script.run(handle);
            return Optional.ofNullable(found.get()).map(hold -> hold.asOf(now));
        });
    }
}
