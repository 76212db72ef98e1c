package io.codomyrmex.cost.jdbc;

import java.nio.file.Path;
import java.util.Currency;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

class H2FileCostStoreTest extends JdbcContractTest {

    @TempDir
    private static Path folder;

    @Override
    JdbcSettings settings(Currency currency) {
        return JdbcSettings.of(
                "jdbc:h2:file:" + folder.resolve(UUID.randomUUID().toString()), currency);
    }
}
