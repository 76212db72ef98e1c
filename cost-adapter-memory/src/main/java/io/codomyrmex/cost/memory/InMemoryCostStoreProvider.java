package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.CostStoreProvider;
import java.util.Currency;

/** Makes an {@link InMemoryCostStore} where no store is named; public for {@link java.util.ServiceLoader}. */
public final class InMemoryCostStoreProvider implements CostStoreProvider {

    @Override
    public CostStore open(Currency currency) {
        return new InMemoryCostStore(currency);
    }
}
