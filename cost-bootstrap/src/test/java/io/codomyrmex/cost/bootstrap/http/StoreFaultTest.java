package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.bootstrap.CostCommand;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the database can never do is the operator's matter: nobody is told that he is wrong, or to ask again. */
class StoreFaultTest {

    static Stream<JdbcSettings> ledgers() {
        return Stream.of(TestService.h2(), TestService.postgres());
    }

    private static void change(JdbcSettings ledger, String sql) {
        Jdbi.create(ledger.url(), text(ledger.user()), text(ledger.password()))
                .useHandle(handle -> handle.execute(sql));
    }

    private static String text(String given) {
        return given == null ? "" : given;
    }

    private static void assertFault(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(500);
        assertThat(reply.problem()).isEqualTo("store-fault");
        assertThat(reply.header("Retry-After")).isEmpty();
        assertThat(reply.body()).doesNotContain("cost_", "quantum", "SQLSTATE");
    }

    private static void assertFault(JdbcSettings ledger, String named, String... args) {
        Map<String, String> environment = new HashMap<>(Map.of("COST_DB_URL", ledger.url()));
        if (ledger.user() != null) {
            environment.put("COST_DB_USER", ledger.user());
            environment.put("COST_DB_PASSWORD", text(ledger.password()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                CostCommand.run(new PrintWriter(out), new PrintWriter(err), environment, InstantSource.system(), args);
        assertThat(code).as(Arrays.toString(args) + err).isEqualTo(1);
        assertThat(err.toString().lines().toList()).singleElement().asString().contains(named);
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void a_missing_table_is_a_fault_at_every_door(JdbcSettings ledger) {
        try (TestService service = TestService.on(ledger)) {
            HttpCaller api = service.caller();
            assertThat(api.post("/v1/entries", "{\"amount\":1}").status()).isEqualTo(201);
            change(ledger, "alter table rollup_hour rename to gone");
            assertFault(api.post("/v1/entries", "{\"amount\":1}"));
            assertFault(api.get("/v1/summary?from=2026-01-01T01:00:00Z&to=2026-01-01T02:00:00Z"));
            assertFault(ledger, "rollup_hour", "record", "1");
        }
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void a_stored_row_of_a_newer_version_is_a_fault_at_every_door(JdbcSettings ledger) {
        try (TestService service = TestService.on(ledger)) {
            HttpCaller api = service.caller();
            assertThat(api.post("/v1/entries", "{\"amount\":1,\"id\":\"one\"}").status())
                    .isEqualTo(201);
            change(ledger, "update cost_series set category = 'quantum'");
            for (String path : List.of("/v1/entries", "/v1/summary")) {
                assertFault(api.get(path));
            }
            String named = "cost_series.category is 'quantum'";
            assertFault(ledger, named, "summary");
            assertFault(ledger, named, "export");
        }
    }
}
