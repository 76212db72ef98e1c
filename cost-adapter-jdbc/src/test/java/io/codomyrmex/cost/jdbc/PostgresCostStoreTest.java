package io.codomyrmex.cost.jdbc;

import java.util.Currency;

class PostgresCostStoreTest extends JdbcContractTest {

    @Override
    JdbcSettings settings(Currency currency) {
        return PostgresServer.get().newLedger(currency);
    }
}
