package io.codomyrmex.cost.bootstrap.alerting;

import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.PostgresServer;
import io.codomyrmex.cost.store.CostStore;
import java.util.Currency;

class DeliveryOnPostgresTest extends DeliveryTest {

    @Override
    CostStore newLedger() {
        return JdbcCostStore.open(PostgresServer.get().newLedger(Currency.getInstance("USD")));
    }
}
