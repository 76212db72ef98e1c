package io.codomyrmex.cost.jdbc;

import java.util.Currency;
import java.util.UUID;

class H2MemoryCostStoreTest extends JdbcContractTest {

    @Override
    JdbcSettings settings(Currency currency) {
        return JdbcSettings.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", currency);
    }
}
