package io.codomyrmex.cost.store;

import org.junit.jupiter.api.Nested;

/** What a store must do besides whose ledgers outlive the process. */
public abstract class DurableCostStoreContract extends CostStoreContract {

    /** Closes the handle and gives a new one to the same ledger, as after a restart. */
    protected abstract CostStore reopen(CostStore ledger);

    /** See {@link RestartContract}. */
    @Nested
    public class Restarts extends RestartContract {
        @Override
        protected DurableCostStoreContract adapter() {
            return DurableCostStoreContract.this;
        }
    }

    /** See {@link HoldRestartContract}. */
    @Nested
    public class HoldRestarts extends HoldRestartContract {
        @Override
        protected DurableCostStoreContract adapter() {
            return DurableCostStoreContract.this;
        }
    }
}
