package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** While the ledger is locked by somebody, callers are answered late, by the commit, and no thread waits for them. */
class SlowLedgerTest {

    private static final int CALLERS = 300; // more than the service has threads
    private static final Duration LOCKED = Duration.ofSeconds(2);

    private static final Limits IMPATIENT = new Limits(
            1 << 20,
            Duration.ofMinutes(1),
            1 << 20,
            Duration.ofMinutes(1),
            1_000,
            2,
            1 << 20,
            Duration.ofMinutes(1),
            1 << 20,
            8 << 10,
            1024,
            LOCKED.dividedBy(4),
            Duration.ofMillis(1), // as good as always over while a caller waits
            1 << 10);

    private static Connection lock(JdbcSettings ledger) throws SQLException {
        Connection blocker = DriverManager.getConnection(ledger.url(), ledger.user(), ledger.password());
        blocker.setAutoCommit(false);
        blocker.createStatement().execute("select 1 from ledger where id = 1 for update");
        return blocker;
    }

    private static List<Future<Reply>> post(ExecutorService threads, String url, int callers) {
        List<Future<Reply>> asked = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            asked.add(threads.submit(() -> new HttpCaller(url, null).post("/v1/entries", "{\"amount\":1}")));
        }
        return asked;
    }

    private static void awaitReceived(TestService service, int callers) throws Exception {
        String gauge = "cost_http_active " + (callers + 1.0); // and the one that asks
        long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!service.caller().get("/metrics").body().contains(gauge)) {
            assertThat(System.nanoTime()).as("waiting for " + gauge).isLessThan(until);
            Thread.sleep(10);
        }
    }

    @Test
    void more_callers_than_threads_wait_longer_than_a_connection_may_be_silent_and_the_service_stays_awake()
            throws Exception {
        JdbcSettings ledger = TestService.postgres();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try (TestService service = TestService.with(ledger, IMPATIENT)) {
            List<Future<Reply>> asked;
            try (Connection blocker = lock(ledger)) {
                asked = post(threads, service.caller().url(), CALLERS);
                awaitReceived(service, CALLERS);
                Thread.sleep(LOCKED.toMillis());
                assertThat(service.caller().get("/health/live").status()).isEqualTo(200);
                assertThat(asked).noneMatch(Future::isDone);
                blocker.rollback();
            }
            for (Future<Reply> each : asked) {
                assertThat(each.get(1, TimeUnit.MINUTES).status()).isEqualTo(201);
            }
            assertThat(service.caller().get("/v1/summary").text("total")).isEqualTo(Integer.toString(CALLERS));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_service_that_stops_answers_those_first_who_wait_for_a_commit() throws Exception {
        JdbcSettings ledger = TestService.postgres();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            TestService service = TestService.with(ledger, IMPATIENT);
            List<Future<Reply>> asked;
            Future<?> stopped;
            try (Connection blocker = lock(ledger)) {
                asked = post(threads, service.caller().url(), 10);
                awaitReceived(service, 10);
                stopped = threads.submit(service::close);
                Thread.sleep(LOCKED.toMillis());
                assertThat(stopped).isNotDone();
                blocker.rollback();
            }
            for (Future<Reply> each : asked) {
                assertThat(each.get(1, TimeUnit.MINUTES).status()).isEqualTo(201);
            }
            stopped.get(1, TimeUnit.MINUTES);
        } finally {
            threads.shutdownNow();
        }
    }
}
