package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Services that share a ledger are one. */
class ManyServicesTest {

    private static final int CALLERS = 24;

    @Test
    void of_many_reservations_at_two_services_exactly_those_that_fit_are_granted_and_keys_count_at_both()
            throws Exception {
        JdbcSettings ledger = TestService.postgres();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try (TestService one = TestService.on(ledger);
                TestService other = TestService.on(ledger)) {
            one.caller().post("/v1/budgets", "{\"name\":\"b\",\"amount\":50,\"period\":\"monthly\"}");
            CyclicBarrier start = new CyclicBarrier(CALLERS);
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                TestService mine = i % 2 == 0 ? one : other;
                running.add(threads.submit(() -> {
                    HttpCaller caller = new HttpCaller(mine.caller().url(), null);
                    start.await(1, TimeUnit.MINUTES);
                    int granted = 0;
                    for (int j = 0; j < 5; j++) {
                        granted += caller.post("/v1/reservations", "{\"amount\":1}")
                                                .status()
                                        == 201
                                ? 1
                                : 0;
                    }
                    return granted;
                }));
            }
            int granted = 0;
            for (Future<Integer> each : running) {
                granted += each.get(2, TimeUnit.MINUTES);
            }
            assertThat(granted).isEqualTo(50);
            assertThat(other.caller().get("/v1/budgets/b").text("held")).isEqualTo("50");

            String entry = "{\"amount\":1}";
            assertThat(one.caller()
                            .post("/v1/entries", entry, "Idempotency-Key", "k")
                            .status())
                    .isEqualTo(201);
            assertThat(other.caller()
                            .post("/v1/entries", entry, "Idempotency-Key", "k")
                            .text("status"))
                    .isEqualTo("duplicate");
        } finally {
            threads.shutdownNow();
        }
    }
}
