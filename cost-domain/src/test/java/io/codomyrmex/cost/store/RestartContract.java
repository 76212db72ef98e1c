package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.time.TimeRange;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a ledger still knows after the process is gone. */
abstract class RestartContract extends StoreContract {

    @Override
    protected abstract DurableCostStoreContract adapter();

    private void restart() {
        store = adapter().reopen(store);
    }

    @Test
    void entries_sums_and_budgets_stay() {
        RandomCosts costs = new RandomCosts(random());
        TimeRange window = new TimeRange(NOW.minus(9, ChronoUnit.DAYS), NOW);
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            postings.add(posting(costs.next(window)));
        }
        Budget budget = create(daily());
        store.record(postings, NOW);
        List<CostEntry> entries = allEntries();
        CostSummary summary = store.summarize(TimeRange.ALL, CostFilter.ALL);

        restart();

        assertThat(store.currency()).isEqualTo(USD);
        assertThat(allEntries()).isEqualTo(entries);
        assertThat(store.summarize(TimeRange.ALL, CostFilter.ALL)).isEqualTo(summary);
        assertThat(store.budgets().list()).containsExactly(budget);
        assertThat(store.record(postings, NOW)).extracting(RecordResult::status).containsOnly("duplicate");
        assertClean();
    }

    @Test
    void an_alert_that_was_returned_is_not_returned_again_and_one_that_was_not_is() {
        create(daily());
        spend("50", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.5");
        spend("30", NOW, NOW);

        restart();

        assertThat(check(NOW)).containsExactly("0.8");
        restart();
        assertThat(check(NOW)).isEmpty();
        spend("1", NOW, NOW);
        assertThat(check(NOW)).isEmpty();
        assertThat(store.budgets().alerts(10)).extracting(BudgetAlert::budgetId).containsExactly("daily", "daily");
    }

    @Test
    void a_revision_number_is_not_used_again() {
        Budget first = create(daily());
        spend("50", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.5");
        store.budgets().delete("daily");
        restart();
        assertThat(create(daily()).revision()).isGreaterThan(first.revision());
        assertThat(check(NOW)).containsExactly("0.5");
    }
}
