package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.ledger.Ledger;
import io.codomyrmex.cost.ledger.LedgerState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** One caller's offers. */
record Recording(List<Posting> postings, Instant now) implements LedgerWork<List<RecordResult>> {

    @Override
    public void needs(Collection<Budget> budgets, Needs needs) {
        postings.forEach(posting -> needs.recording(posting.entry(), budgets));
    }

    @Override
    public int weight() {
        return postings.size();
    }

    @Override
    public List<RecordResult> apply(LedgerState state) {
        Ledger ledger = new Ledger(state);
        return postings.stream().map(posting -> ledger.record(posting, now)).toList();
    }
}
