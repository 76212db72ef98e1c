package io.codomyrmex.cost.store;

import java.util.Currency;

/** Makes a store that needs no configuration; found with {@link java.util.ServiceLoader}. */
public interface CostStoreProvider {

    /** A new, empty store. */
    CostStore open(Currency currency);
}
