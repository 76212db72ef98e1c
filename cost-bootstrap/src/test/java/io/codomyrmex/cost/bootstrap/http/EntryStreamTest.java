package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** NDJSON: what is told of each line, what a stream may be at most, and what is left behind. */
class EntryStreamTest {

    private static final int ANSWER_BYTES = 20_000;
    private static final String HEAD = "POST /v1/entries HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";

    /** A stream has 3,000 lines at most, two go on at once, and 20,000 bytes of answers are kept. */
    private static final Limits LIMITS = limits(3_000, ANSWER_BYTES);

    private static Limits limits(long lines, int answerBytes) {
        return new Limits(
                Limits.DEFAULT.bodyBytes(),
                Limits.DEFAULT.bodyTime(),
                1 << 20,
                Limits.DEFAULT.streamTime(),
                lines,
                2,
                answerBytes,
                Limits.DEFAULT.answerTime(),
                Limits.DEFAULT.waitingBytes(),
                Limits.DEFAULT.headerBytes(),
                Limits.DEFAULT.connections(),
                Limits.DEFAULT.idle(),
                TestService.LIMITS.lastIdle(),
                Limits.DEFAULT.bytesPerSecond());
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String entry(String id, int amount) {
        return "{\"id\":\"" + id + "\",\"amount\":\"" + amount + "\"}";
    }

    private static Reply send(TestService service, String path, String lines) {
        return service.caller()
                .send("POST", path, BodyPublishers.ofString(lines), "Content-Type", "application/x-ndjson");
    }

    /** Without saying before how long it is. */
    private static Reply sendInChunks(TestService service, String lines) {
        return service.caller()
                .send(
                        "POST",
                        "/v1/entries",
                        BodyPublishers.fromPublisher(BodyPublishers.ofString(lines)),
                        "Content-Type",
                        "application/x-ndjson");
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n";
    }

    private static List<JsonNode> answers(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.body().lines().map(line -> CostJson.parse("line", line)).toList();
    }

    private static void summary(JsonNode summary, String numbers) {
        assertThat(CostJson.text(summary)).isEqualTo("{" + numbers + "}");
    }

    private static long entries(TestService service) {
        return service.caller().get("/v1/summary").json().path("entry_count").asLong();
    }

    private static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private static List<Path> keptAnswers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("cost-answers"))
                    .toList();
        }
    }

    @Test
    void what_was_recorded_is_counted_and_each_line_that_was_not_is_told() {
        try (TestService service = TestService.with(TestService.h2(), LIMITS)) {
            String stream = entry("a", 1) + "\n\n" + entry("b", 2) + "\nnonsense\n" + entry("a", 1) + "\n"
                    + entry("b", 3) + "\n";

            List<JsonNode> told = answers(send(service, "/v1/entries", stream));

            assertThat(told).hasSize(4);
            assertThat(told.get(0).path("line").asInt()).isEqualTo(4);
            assertThat(told.get(0).path("status").asString()).isEqualTo("rejected");
            assertThat(told.get(0).path("error").asString()).contains("nonsense");
            assertThat(CostJson.text(told.get(1))).isEqualTo("{\"line\":5,\"id\":\"a\",\"status\":\"duplicate\"}");
            assertThat(told.get(2).path("line").asInt()).isEqualTo(6);
            assertThat(told.get(2).path("status").asString()).isEqualTo("conflict");
            summary(
                    told.get(3).path("summary"),
                    "\"read\":5,\"recorded\":2,\"duplicates\":1,\"conflicts\":1,\"rejected\":1,\"left_out\":0");
        }
    }

    @Test
    void a_stream_that_is_sent_again_is_all_duplicates_and_what_is_wrong_is_told_all_the_same() {
        try (TestService service = TestService.with(TestService.h2(), limits(3_000, 1 << 20))) {
            String stream = lines(1_500, i -> entry("s-" + i, 1));
            assertThat(answers(send(service, "/v1/entries", stream))).hasSize(1);

            List<JsonNode> told = answers(send(service, "/v1/entries", stream + entry("s-0", 2) + "\nnonsense\n"));

            assertThat(told).hasSize(StreamAnswers.DUPLICATES + 3);
            assertThat(told.get(1_000).path("status").asString()).isEqualTo("conflict");
            assertThat(told.get(1_001).path("status").asString()).isEqualTo("rejected");
            summary(
                    told.get(1_002).path("summary"),
                    "\"read\":1502,\"recorded\":0,\"duplicates\":1500,\"conflicts\":1,\"rejected\":1,"
                            + "\"left_out\":500");
        }
    }

    @Test
    void all_answers_are_given_up_to_a_bound_and_the_rest_is_counted() {
        try (TestService service = TestService.with(TestService.h2(), LIMITS)) {
            Reply reply = send(service, "/v1/entries?answers=all", lines(500, i -> entry("a-" + i, 1)));

            List<JsonNode> told = answers(reply);
            assertThat(reply.body().length()).isLessThan(ANSWER_BYTES + 200);
            JsonNode summary = told.get(told.size() - 1).path("summary");
            assertThat(summary.path("recorded").asInt()).isEqualTo(500);
            assertThat(summary.path("left_out").asInt())
                    .isEqualTo(500 - (told.size() - 1))
                    .isPositive();
            assertThat(told.get(0).path("amount").asString()).isEqualTo("1");
            assertThat(entries(service)).isEqualTo(500);
        }
    }

    @Test
    void what_is_known_to_be_too_long_is_refused_before_anything_is_recorded() {
        try (TestService service = TestService.with(TestService.h2(), LIMITS)) {
            String long1 = lines(1_000, i -> entry("l-" + i, 1));
            assertThat(long1.length()).isGreaterThan(ANSWER_BYTES);

            Reply all = send(service, "/v1/entries?answers=all", long1);
            Reply huge = send(service, "/v1/entries", " ".repeat(1 << 20) + long1);

            for (Reply refused : List.of(all, huge)) {
                assertThat(refused.status()).isEqualTo(413);
                assertThat(refused.problem()).isEqualTo("too-large");
                assertThat(refused.json().path("lines_done").asInt()).isZero();
            }
            assertThat(all.text("detail")).contains("answers=all");
            assertThat(entries(service)).isZero();
        }
    }

    @Test
    void a_stream_with_too_many_lines_ends_at_the_bound_and_tells_all_up_to_there() {
        try (TestService service = TestService.with(TestService.h2(), LIMITS)) {
            Reply reply = sendInChunks(service, lines(3_500, i -> i == 7 ? "nonsense" : entry("m-" + i, 1)));

            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.text("detail")).contains("3000 lines");
            assertThat(reply.json().path("lines_done").asInt()).isEqualTo(3_000);
            summary(
                    reply.json().path("summary"),
                    "\"read\":3000,\"recorded\":2999,\"duplicates\":0,\"conflicts\":0,\"rejected\":1,\"left_out\":0");
            assertThat(reply.json().path("answers").size()).isEqualTo(1);
            assertThat(reply.json().path("answers").get(0).path("line").asInt()).isEqualTo(8);
            assertThat(entries(service)).isEqualTo(2_999);
        }
    }

    @Test
    void more_streams_than_may_go_on_are_told_to_come_again_and_one_that_breaks_off_makes_room() throws Exception {
        List<Path> before = keptAnswers();
        try (TestService service = TestService.with(TestService.h2(), LIMITS);
                SlowReader first = SlowReader.connect(service.server().port());
                SlowReader second = SlowReader.connect(service.server().port())) {
            first.send(HEAD + chunk(lines(1_000, i -> entry("f-" + i, 1))));
            second.send(HEAD + chunk(lines(1_000, i -> entry("s-" + i, 1))));
            await("both are recorded", () -> entries(service) == 2_000);

            Reply third = send(service, "/v1/entries", entry("t", 1));

            assertThat(third.status()).isEqualTo(503);
            assertThat(third.problem()).isEqualTo("busy");
            assertThat(third.header("Retry-After")).isEqualTo("1");
            assertThat(service.caller().post("/v1/entries", entry("one", 1)).status())
                    .isEqualTo(201);
            assertThat(keptAnswers()).isEqualTo(before);

            first.breakOff();

            await("room", () -> send(service, "/v1/entries", entry("u", 1)).status() == 200);
            second.send(chunk(entry("s-0", 2) + "\n") + "0\r\n\r\n");
            assertThat(second.readText()).startsWith("HTTP/1.1 200 ").contains("conflict", "\"recorded\":1000");
            assertThat(entries(service)).isEqualTo(2_002);
        }
        assertThat(keptAnswers()).isEqualTo(before);
    }

    @Test
    void a_service_that_stops_tells_a_stream_how_far_it_came() throws Exception {
        TestService service = TestService.with(TestService.h2(), LIMITS);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (SlowReader stream = SlowReader.connect(service.server().port())) {
            stream.send(HEAD + chunk(lines(1_000, i -> i == 3 ? "nonsense" : entry("f-" + i, 1))));
            await("the first lines", () -> entries(service) == 999);
            Future<?> stopped = thread.submit(service::close);
            await("the stop", () -> service.caller().get("/health/live").status() == 503);

            stream.send(chunk(lines(1_000, i -> entry("g-" + i, 1))) + "0\r\n\r\n");

            assertThat(stream.readText())
                    .startsWith("HTTP/1.1 503 ")
                    .contains("urn:cost:problem:stopping", "\"lines_done\":1000", "\"recorded\":999", "\"line\":4");
            stopped.get(1, TimeUnit.MINUTES);
        } finally {
            thread.shutdownNow();
        }
    }
}
