package io.codomyrmex.cost.store;

import java.util.Currency;
import org.junit.jupiter.api.Nested;

/**
 * What every store must do. An adapter's test extends it and builds the store; a durable adapter's extends {@link
 * DurableCostStoreContract}. Each test gets a ledger of its own.
 */
public abstract class CostStoreContract {

    /** A handle to a new, empty ledger. */
    protected abstract CostStore newLedger(Currency currency);

    /**
     * Another handle to the same ledger, as another process would have it; the same handle where a ledger has only one.
     * Closing the first one is left to the test, closing the second one to the adapter's test.
     */
    protected CostStore another(CostStore ledger) {
        return ledger;
    }

    /**
     * Another handle to the same ledger, that does some work in the middle of each back-fill of a budget, while nothing is
     * locked; the same handle where a ledger has only one.
     */
    protected abstract CostStore another(CostStore ledger, Runnable duringBackfill);

    /** See {@link EntryContract}. */
    @Nested
    public class Entries extends EntryContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link AsyncContract}. */
    @Nested
    public class Async extends AsyncContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link ValueContract}. */
    @Nested
    public class Values extends ValueContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link PageContract}. */
    @Nested
    public class Pages extends PageContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link SummaryContract}. */
    @Nested
    public class Summaries extends SummaryContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link TopContract}. */
    @Nested
    public class Tops extends TopContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link BudgetContract}. */
    @Nested
    public class Budgets extends BudgetContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link BackfillContract}. */
    @Nested
    public class Backfills extends BackfillContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link AlertContract}. */
    @Nested
    public class Alerts extends AlertContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link LateAlertContract}. */
    @Nested
    public class LateAlerts extends LateAlertContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link TargetContract}. */
    @Nested
    public class Targets extends TargetContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link CheckKeyContract}. */
    @Nested
    public class CheckKeys extends CheckKeyContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link OutboxContract}. */
    @Nested
    public class Outbox extends OutboxContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link GateContract}. */
    @Nested
    public class Gate extends GateContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link ConcurrencyContract}. */
    @Nested
    public class Concurrency extends ConcurrencyContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link HoldContract}. */
    @Nested
    public class Holds extends HoldContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link HoldLifeContract}. */
    @Nested
    public class HoldLives extends HoldLifeContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link HoldExpiryContract}. */
    @Nested
    public class HoldExpiry extends HoldExpiryContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link HoldBudgetContract}. */
    @Nested
    public class HoldBudgets extends HoldBudgetContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link HoldModelContract}. */
    @Nested
    public class HoldModels extends HoldModelContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }

    /** See {@link HoldRaceContract}. */
    @Nested
    public class HoldRaces extends HoldRaceContract {
        @Override
        protected CostStoreContract adapter() {
            return CostStoreContract.this;
        }
    }
}
