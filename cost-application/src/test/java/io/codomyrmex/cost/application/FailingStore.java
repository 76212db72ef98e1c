package io.codomyrmex.cost.application;

import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import io.codomyrmex.cost.store.AlertOutbox;
import io.codomyrmex.cost.store.BudgetStore;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.SpendGate;
import io.codomyrmex.cost.store.Verification;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.SeriesQuery;
import io.codomyrmex.cost.summary.TimeSeries;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * A store whose connection can be cut: then reading fails as any closed store does, and recording and reserving lose the answer.
 */
final class FailingStore implements CostStore {

    private final CostStore ledger = new InMemoryCostStore();
    private boolean answerLost;

    /** From now on entries are recorded and money is held, but the caller does not hear of it. */
    void loseAnswers() {
        answerLost = true;
    }

    void hearAnswers() {
        answerLost = false;
    }

    @Override
    public Currency currency() {
        return ledger.currency();
    }

    @Override
    public List<RecordResult> record(List<Posting> postings, Instant now) {
        return heard(ledger.record(postings, now));
    }

    private <T> T heard(T answer) {
        if (answerLost) {
            throw new OutcomeUnknownException("the connection was lost while the store committed", null);
        }
        return answer;
    }

    @Override
    public Optional<CostEntry> find(String id) {
        return ledger.find(id);
    }

    @Override
    public List<CostEntry> entries(EntryQuery query) {
        return ledger.entries(query);
    }

    @Override
    public CostSummary summarize(TimeRange range, CostFilter filter) {
        return ledger.summarize(range, filter);
    }

    @Override
    public TimeSeries series(SeriesQuery query) {
        return ledger.series(query);
    }

    @Override
    public Verification verify() {
        return ledger.verify();
    }

    @Override
    public void requireWritable() {
        ledger.requireWritable();
    }

    @Override
    public BudgetStore budgets() {
        return ledger.budgets();
    }

    @Override
    public SpendGate gate() {
        SpendGate gate = ledger.gate();
        return new SpendGate() {
            @Override
            public SpendDecision reserve(HoldRequest request, Instant now) {
                return heard(gate.reserve(request, now));
            }

            @Override
            public RecordResult commit(HoldCommit commit, Instant now) {
                return gate.commit(commit, now);
            }

            @Override
            public Hold release(String holdId, Instant now) {
                return gate.release(holdId, now);
            }

            @Override
            public Optional<Hold> find(String holdId, Instant now) {
                return gate.find(holdId, now);
            }
        };
    }

    @Override
    public AlertOutbox alertOutbox() {
        return ledger.alertOutbox();
    }

    /** From now on every call fails as unavailable. */
    @Override
    public void close() {
        ledger.close();
    }
}
