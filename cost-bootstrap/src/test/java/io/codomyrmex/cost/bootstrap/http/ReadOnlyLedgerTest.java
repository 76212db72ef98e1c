package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.bootstrap.CostCommand;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A ledger on a server that only reads, at the doors. */
class ReadOnlyLedgerTest {

    @Test
    void the_service_and_the_commands_read_and_say_why_they_do_not_write() {
        JdbcSettings ledger = TestService.postgres();
        JdbcCostStore.migrate(ledger);
        JdbcSettings readOnly = JdbcSettings.of(
                        ledger.url() + "&options=-c%20default_transaction_read_only=on", TestService.USD)
                .user(ledger.user())
                .password(ledger.password());
        try (TestService service = TestService.on(readOnly)) {
            HttpCaller api = service.caller();
            for (String path :
                    List.of("/", "/v1/entries", "/v1/summary", "/v1/budgets", "/v1/alerts", "/v1/info", "/metrics")) {
                assertThat(api.get(path).status()).as(path).isEqualTo(200);
            }
            assertThat(api.post("/v1/can-spend", "{\"amount\":1}").status()).isEqualTo(200);
            assertThat(api.get("/health/live").status()).isEqualTo(200);
            assertThat(api.get("/health/ready").status()).isEqualTo(503);
            Reply record = api.post("/v1/entries", "{\"amount\":1}");
            assertThat(record.status()).isEqualTo(503);
            assertThat(record.problem()).isEqualTo("unavailable");
        }
        for (String command : List.of("summary", "series", "export", "verify")) {
            assertThat(run(readOnly, command)).isEqualTo("0 ");
        }
        assertThat(run(readOnly, "record", "1")).startsWith("4 error: record: ").contains("read-only");
    }

    private static String run(JdbcSettings ledger, String... args) {
        Map<String, String> environment = Map.of(
                "COST_DB_URL",
                ledger.url(),
                "COST_DB_USER",
                String.valueOf(ledger.user()),
                "COST_DB_PASSWORD",
                String.valueOf(ledger.password()));
        StringWriter err = new StringWriter();
        int code = CostCommand.run(
                new PrintWriter(new StringWriter()), new PrintWriter(err), environment, InstantSource.system(), args);
        return code + " " + err;
    }
}
