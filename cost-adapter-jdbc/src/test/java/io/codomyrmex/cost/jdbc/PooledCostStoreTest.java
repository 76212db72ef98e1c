package io.codomyrmex.cost.jdbc;

import java.util.Currency;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract through a pooler in transaction mode that has fewer sessions than the stores have connections, so that each
 * session serves many of them, and each transaction of a connection may run in another one.
 */
class PooledCostStoreTest extends JdbcContractTest {

    private static PgBouncer pooler;

    @BeforeAll
    static void start() {
        pooler = PostgresServer.get().pooler(4);
    }

    @AfterAll
    static void stop() {
        if (pooler != null) {
            pooler.close();
        }
    }

    @Override
    JdbcSettings settings(Currency currency) {
        return JdbcSettings.of(pooler.url(PostgresServer.get().newDatabase(currency)), currency);
    }
}
