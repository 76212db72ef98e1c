package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.jdbc.JdbcSettings;

class ApiOnH2Test extends ApiTest {

    @Override
    JdbcSettings ledger() {
        return TestService.h2();
    }
}
