package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.DurableCostStoreContract;
import java.util.ArrayList;
import java.util.Currency;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The contract on {@link JdbcCostStore}; a subclass says where a new ledger is. */
abstract class JdbcContractTest extends DurableCostStoreContract {

    private final Map<CostStore, JdbcSettings> ledgers = new IdentityHashMap<>();
    private final List<CostStore> others = new ArrayList<>();

    /** Settings for a new, empty ledger. */
    abstract JdbcSettings settings(Currency currency);

    @Override
    protected CostStore newLedger(Currency currency) {
        return open(settings(currency).poolSize(20));
    }

    private CostStore open(JdbcSettings settings) {
        return open(settings, () -> {});
    }

    private CostStore open(JdbcSettings settings, Runnable duringBackfill) {
        CostStore store = JdbcCostStore.open(settings, callers -> {}, duringBackfill);
        ledgers.put(store, settings);
        return store;
    }

    @Override
    protected CostStore another(CostStore ledger) {
        CostStore other = open(ledgers.get(ledger));
        others.add(other);
        return other;
    }

    @Override
    protected CostStore another(CostStore ledger, Runnable duringBackfill) {
        CostStore other = open(ledgers.get(ledger), duringBackfill);
        others.add(other);
        return other;
    }

    @Override
    protected CostStore reopen(CostStore ledger) {
        ledger.close();
        return open(ledgers.get(ledger));
    }

    @AfterEach
    void closeOthers() {
        others.forEach(CostStore::close);
    }
}
