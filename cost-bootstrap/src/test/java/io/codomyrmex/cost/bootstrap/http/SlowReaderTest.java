package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Callers that do not read their answers hold up nobody: no thread waits for them. */
class SlowReaderTest {

    private static final int SLOW = 3;
    private static final int PAGES = 16;
    private static final int OTHERS = 200;
    private static final Duration SOON = Duration.ofSeconds(15); // less than a connection may be silent

    /** Answered with some 9 MB, which no socket buffers hold. */
    static String batch(int caller) {
        String note = "x".repeat(4_000);
        return IntStream.range(0, 2_200)
                .mapToObj(i -> "{\"id\":\"slow-" + caller + "-" + i + "\",\"amount\":\"0.01\",\"description\":\"" + note
                        + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static Connection lock(JdbcSettings ledger) throws SQLException {
        Connection blocker = DriverManager.getConnection(ledger.url(), ledger.user(), ledger.password());
        blocker.setAutoCommit(false);
        blocker.createStatement().execute("select 1 from ledger where id = 1 for update");
        return blocker;
    }

    /** Waits until so many requests are being answered, beside the one that asks. */
    private static void awaitActive(TestService service, int requests) {
        String gauge = "cost_http_active " + (requests + 1.0);
        long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!service.caller().get("/metrics").body().contains(gauge)) {
            assertThat(System.nanoTime()).as("waiting for " + gauge).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private static List<Future<Reply>> post(ExecutorService threads, TestService service) {
        HttpCaller caller = new HttpCaller(service.caller().url(), null);
        List<Future<Reply>> asked = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            asked.add(threads.submit(() -> caller.post("/v1/entries", "{\"amount\":1}")));
        }
        return asked;
    }

    private static void allRecorded(List<Future<Reply>> asked) throws Exception {
        for (Future<Reply> each : asked) {
            assertThat(each.get(SOON.toSeconds(), TimeUnit.SECONDS).status()).isEqualTo(201);
        }
    }

    /** No thread waits for a client, and none but the server's own is anywhere near one. */
    private static void noThreadWaitsForAClient() {
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            String stack = Arrays.toString(thread.getValue());
            assertThat(stack).as(thread.getKey().getName()).doesNotContain("org.eclipse.jetty.util.Blocker");
            if (thread.getKey().getName().startsWith("cost-")) {
                assertThat(stack).as(thread.getKey().getName()).doesNotContain("org.eclipse.jetty", "io.javalin");
            }
        }
    }

    /** All are in one transaction of the store, the slow ones among the others. */
    @Test
    void callers_of_the_same_transaction_are_answered_while_some_do_not_read() throws Exception {
        JdbcSettings ledger = TestService.postgres();
        ExecutorService threads = Executors.newFixedThreadPool(OTHERS);
        List<SlowReader> slow = new ArrayList<>();
        try (TestService service = TestService.on(ledger)) {
            List<Future<Reply>> asked;
            try (Connection blocker = lock(ledger)) {
                for (int i = 0; i < SLOW; i++) {
                    slow.add(SlowReader.connect(service.server().port()));
                    slow.get(i).post(Media.JSON, batch(i));
                }
                awaitActive(service, SLOW);
                asked = post(threads, service);
                awaitActive(service, SLOW + OTHERS);
                blocker.rollback();
            }
            for (SlowReader each : slow) {
                assertThat(each.read(1)).isEqualTo(1); // committed, as the others are
            }
            allRecorded(asked);
            allRecorded(post(threads, service));
            noThreadWaitsForAClient();
            assertThat(service.caller()
                            .get("/v1/summary")
                            .json()
                            .path("entry_count")
                            .asInt())
                    .isEqualTo(2 * OTHERS + SLOW * 2_200);
        } finally {
            threads.shutdownNow();
            for (SlowReader each : slow) {
                each.close();
            }
        }
    }

    @Test
    void pages_that_are_not_read_hold_no_thread() throws Exception {
        List<SlowReader> slow = new ArrayList<>();
        try (TestService service = TestService.on(TestService.h2())) {
            assertThat(service.caller().post("/v1/entries", batch(0)).status()).isEqualTo(200);
            for (int i = 0; i < PAGES; i++) {
                slow.add(SlowReader.connect(service.server().port()));
                slow.get(i).send("GET /v1/entries?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            awaitActive(service, PAGES);
            for (SlowReader each : slow) {
                assertThat(each.read(1)).isEqualTo(1); // its answer has begun
            }
            assertThat(service.caller().post("/v1/entries", "{\"amount\":1}").status())
                    .isEqualTo(201);
            noThreadWaitsForAClient();
            for (SlowReader each : slow) {
                each.close();
            }
            awaitActive(service, 0);
        }
    }

    static Limits limits(Duration answerTime, long waitingBytes) {
        return new Limits(
                Limits.DEFAULT.bodyBytes(),
                Limits.DEFAULT.bodyTime(),
                Limits.DEFAULT.streamBytes(),
                Limits.DEFAULT.streamTime(),
                Limits.DEFAULT.streamLines(),
                Limits.DEFAULT.streams(),
                Limits.DEFAULT.answerBytes(),
                answerTime,
                waitingBytes,
                Limits.DEFAULT.headerBytes(),
                Limits.DEFAULT.connections(),
                Limits.DEFAULT.idle(),
                TestService.LIMITS.lastIdle(),
                Limits.DEFAULT.bytesPerSecond());
    }

    /** It never is silent for long, which a limit on silence would not notice. */
    @Test
    void a_client_that_reads_a_little_at_a_time_is_cut_off_when_its_time_is_over() throws Exception {
        try (TestService service = TestService.with(TestService.h2(), limits(Duration.ofSeconds(1), 100 << 20));
                SlowReader slow = SlowReader.connect(service.server().port())) {
            slow.post(Media.JSON, batch(0));
            long read = 0;
            for (int some = slow.read(1_024); some >= 0; some = slow.read(1_024)) {
                read += some;
                assertThat(service.caller().get("/health/live").status()).isEqualTo(200);
                assertThat(read).isLessThan(9_000_000);
            }
            awaitActive(service, 0);
        }
    }

    @Test
    void where_unread_answers_take_too_much_memory_the_oldest_is_cut_off() throws Exception {
        try (TestService service = TestService.with(TestService.h2(), limits(Duration.ofMinutes(1), 12 << 20));
                SlowReader first = SlowReader.connect(service.server().port());
                SlowReader second = SlowReader.connect(service.server().port())) {
            first.post(Media.JSON, batch(0));
            assertThat(first.read(1)).isEqualTo(1);
            second.post(Media.JSON, batch(1));
            assertThat(second.read(1)).isEqualTo(1);
            awaitActive(service, 1);
            long left = second.readAll();
            assertThat(left).isGreaterThan(9_000_000);
            assertThat(first.readAll()).isLessThan(9_000_000);
            awaitActive(service, 0);
        }
    }

    @Test
    void a_service_that_stops_does_not_wait_for_ever_for_a_client_that_does_not_read() throws Exception {
        TestService service = TestService.with(TestService.h2(), limits(Duration.ofSeconds(1), 100 << 20));
        try (SlowReader slow = SlowReader.connect(service.server().port())) {
            slow.post(Media.JSON, batch(0));
            assertThat(slow.read(1)).isEqualTo(1);
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                thread.submit(service::close).get(SOON.toSeconds(), TimeUnit.SECONDS);
            } finally {
                thread.shutdownNow();
            }
        }
    }

    @Test
    void a_batch_is_compressed_for_who_asks_and_has_its_length() throws Exception {
        try (TestService service = TestService.on(TestService.h2())) {
            assertThat(service.caller().post("/v1/entries", batch(0)).status()).isEqualTo(200);
            Reply page = service.caller().get("/v1/entries?limit=1000", "Accept-Encoding", "br, gzip;q=0.5");
            assertThat(page.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(page.header("Content-Length")).hasSizeBetween(4, 6);
            Reply plain = service.caller().get("/v1/entries?limit=1000", "Accept-Encoding", "gzip;q=0");
            assertThat(plain.header("Content-Encoding")).isEmpty();
            assertThat(plain.json().path("entries").size()).isEqualTo(1_000);
        }
    }
}
