package io.codomyrmex.cost.jdbc;

import java.io.IOException;
import java.util.Currency;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract, races and all, through a pooler that gives each transaction another session. */
@Tag("long")
class PooledCostStoreTest extends JdbcContractTest {

    private static Pooler pooler;

    @BeforeAll
    static void start() throws IOException {
        pooler = Pooler.start();
    }

    @AfterAll
    static void stop() {
        if (pooler != null) {
            pooler.close();
        }
    }

    @Override
    JdbcSettings settings(Currency currency) {
        return pooler.newLedger(currency);
    }
}
