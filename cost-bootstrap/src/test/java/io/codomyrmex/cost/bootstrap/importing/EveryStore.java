package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.jdbc.PostgresServer;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import io.codomyrmex.cost.store.CostStore;
import java.util.Currency;
import java.util.UUID;

/** The stores that the product ships, each with a new, empty ledger in US dollars. */
enum EveryStore {
    MEMORY {
        @Override
        CostStore open() {
            return new InMemoryCostStore(USD);
        }
    },
    H2 {
        @Override
        CostStore open() {
            return JdbcCostStore.open(JdbcSettings.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", USD));
        }
    },
    POSTGRESQL {
        @Override
        CostStore open() {
            return JdbcCostStore.open(PostgresServer.get().newLedger(USD));
        }
    };

    static final Currency USD = Currency.getInstance("USD");

    abstract CostStore open();
}
