package io.codomyrmex.cost.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.CostStoreContract;
import io.codomyrmex.cost.store.CostStoreProvider;
import java.util.Currency;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InMemoryCostStoreTest extends CostStoreContract {

    private final AtomicReference<Runnable> duringBackfill = new AtomicReference<>(() -> {});

    @Override
    protected CostStore newLedger(Currency currency) {
        return new InMemoryCostStore(currency, () -> duringBackfill.get().run());
    }

    @Override
    protected CostStore another(CostStore ledger, Runnable work) {
        duringBackfill.set(work);
        return ledger;
    }

    @Test
    void a_new_store_is_in_us_dollars() {
        assertThat(new InMemoryCostStore().currency().getCurrencyCode()).isEqualTo("USD");
    }

    @Test
    void the_service_loader_finds_it() {
        CostStoreProvider provider =
                ServiceLoader.load(CostStoreProvider.class).findFirst().orElseThrow();
        try (CostStore store = provider.open(Currency.getInstance("EUR"))) {
            assertThat(store).isInstanceOf(InMemoryCostStore.class);
            assertThat(store.currency().getCurrencyCode()).isEqualTo("EUR");
        }
    }
}
