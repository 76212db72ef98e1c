package io.codomyrmex.cost.bootstrap.alerting;

import io.codomyrmex.cost.memory.InMemoryCostStore;
import io.codomyrmex.cost.store.CostStore;

class DeliveryOnMemoryTest extends DeliveryTest {

    @Override
    CostStore newLedger() {
        return new InMemoryCostStore();
    }
}
