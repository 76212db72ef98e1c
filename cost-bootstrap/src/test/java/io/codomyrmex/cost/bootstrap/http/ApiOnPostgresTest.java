package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.jdbc.JdbcSettings;

class ApiOnPostgresTest extends ApiTest {

    @Override
    JdbcSettings ledger() {
        return TestService.postgres();
    }
}
