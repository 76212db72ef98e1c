package io.codomyrmex.cost.bootstrap.alerting;

import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.store.CostStore;
import java.util.Currency;
import java.util.UUID;

class DeliveryOnH2Test extends DeliveryTest {

    @Override
    CostStore newLedger() {
        return JdbcCostStore.open(JdbcSettings.of(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", Currency.getInstance("USD")));
    }
}
