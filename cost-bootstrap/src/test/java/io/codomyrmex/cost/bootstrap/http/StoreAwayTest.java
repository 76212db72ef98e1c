package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** While the ledger cannot answer, the service says so, and the gate says no. */
class StoreAwayTest {

    @Test
    void what_needs_the_ledger_is_unavailable_and_may_be_asked_again() {
        try (TestService service = TestService.on(TestService.h2())) {
            HttpCaller api = service.caller();
            assertThat(api.get("/health/ready").status()).isEqualTo(200);
            service.store().close();

            Reply record = api.post("/v1/entries", "{\"amount\":1}");

            assertThat(record.status()).isEqualTo(503);
            assertThat(record.problem()).isEqualTo("unavailable");
            assertThat(record.header("Retry-After")).isEqualTo("1");
            assertThat(record.body()).doesNotContainIgnoringCase("hikari").doesNotContain("jdbc");
            Reply reserve = api.post("/v1/reservations", "{\"amount\":1}");
            assertThat(reserve.status()).isEqualTo(503);
            assertThat(reserve.problem()).isEqualTo("unavailable");
            assertThat(reserve.json().path("budgets").size()).isZero();
            assertThat(api.post("/v1/can-spend", "{\"amount\":1}").status()).isEqualTo(503);
            assertThat(api.get("/health/ready").status()).isEqualTo(503);
            assertThat(api.get("/health/live").status()).isEqualTo(200);
            assertThat(api.get("/metrics").status()).isEqualTo(200);
        }
    }
}
