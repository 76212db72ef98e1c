package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that nobody should send: refused as the caller's mistake, saying nothing of the inside, storing nothing. */
class BadRequestTest {

    private static final Limits TIGHT = new Limits(
            100_000,
            Duration.ofSeconds(3),
            300_000,
            Duration.ofSeconds(3),
            1_000,
            2,
            100_000,
            Duration.ofSeconds(3),
            10 << 20,
            8 << 10,
            64,
            Duration.ofSeconds(2),
            Duration.ofMillis(10),
            10);

    private static TestService service;
    private static RawCaller raw;

    @BeforeAll
    static void start() {
        service = TestService.with(TestService.h2(), TIGHT);
        raw = new RawCaller(service.server().port());
    }

    @AfterAll
    static void nothing_is_stored() {
        try {
            assertThat(service.caller()
                            .get("/v1/summary")
                            .json()
                            .path("entry_count")
                            .asInt())
                    .isZero();
            assertThat(service.caller()
                            .get("/v1/budgets")
                            .json()
                            .path("budgets")
                            .size())
                    .isZero();
        } finally {
            service.close();
        }
    }

    private static void refused(RawCaller.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        saysNothing(answer.text());
    }

    private static void saysNothing(String text) {
        assertThat(text)
                .doesNotContainIgnoringCase("exception")
                .doesNotContainIgnoringCase("jetty")
                .doesNotContainIgnoringCase("javalin")
                .doesNotContain("io.codomyrmex", "java.", "\tat ", "select ", "insert into");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // ---- bodies ----

    private static Map<String, byte[]> badBodies() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("nothing", new byte[0]);
        bodies.put("blank", utf8("   "));
        bodies.put("no JSON", utf8("amount=1"));
        bodies.put("half of an object", utf8("{\"amount\":"));
        bodies.put("a comma too many", utf8("{\"amount\":1,}"));
        bodies.put("single quotes", utf8("{'amount':1}"));
        bodies.put("a comment", utf8("{\"amount\":1/*x*/}"));
        bodies.put("two values", utf8("{\"amount\":1}{\"amount\":1}"));
        bodies.put("text", utf8("\"amount\""));
        bodies.put("a number", utf8("1"));
        bodies.put("null", utf8("null"));
        bodies.put("true", utf8("true"));
        bodies.put("no amount", utf8("{}"));
        bodies.put("amount null", utf8("{\"amount\":null}"));
        bodies.put("amount an object", utf8("{\"amount\":{}}"));
        bodies.put("amount a list", utf8("{\"amount\":[1]}"));
        bodies.put("amount true", utf8("{\"amount\":true}"));
        bodies.put("amount blank", utf8("{\"amount\":\"\"}"));
        bodies.put("amount words", utf8("{\"amount\":\"one\"}"));
        bodies.put("amount NaN", utf8("{\"amount\":NaN}"));
        bodies.put("amount Infinity", utf8("{\"amount\":\"Infinity\"}"));
        bodies.put("amount hexadecimal", utf8("{\"amount\":\"0x10\"}"));
        bodies.put("amount 1e1000000", utf8("{\"amount\":1e1000000}"));
        bodies.put("amount 1e1000000 as text", utf8("{\"amount\":\"1e1000000\"}"));
        bodies.put("amount 1e-1000000", utf8("{\"amount\":1e-1000000}"));
        bodies.put("amount 1e99999999999", utf8("{\"amount\":1e99999999999}"));
        bodies.put("amount of 21 digits", utf8("{\"amount\":100000000000000000000}"));
        bodies.put("amount of 19 decimals", utf8("{\"amount\":0.1234567890123456789}"));
        bodies.put("amount of 10,000 digits", utf8("{\"amount\":" + "9".repeat(10_000) + "}"));
        bodies.put("a key twice", utf8("{\"amount\":1,\"amount\":2}"));
        bodies.put("a key twice, deep", utf8("{\"amount\":1,\"metadata\":{\"a\":1,\"a\":2}}"));
        bodies.put("an unknown field", utf8("{\"amount\":1,\"currency\":\"EUR\"}"));
        bodies.put("a prototype", utf8("{\"amount\":1,\"__proto__\":{}}"));
        bodies.put(
                "nested 100 deep",
                utf8("{\"amount\":1,\"metadata\":{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}}"));
        bodies.put("nested 40,000 deep", utf8("[".repeat(40_000)));
        bodies.put("NUL in a text", utf8("{\"amount\":1,\"description\":\"a\\u0000b\"}"));
        bodies.put("NUL in a key", utf8("{\"amount\":1,\"tags\":{\"a\\u0000\":\"b\"}}"));
        bodies.put("a raw NUL", utf8("{\"amount\":1,\"description\":\"a\0b\"}"));
        bodies.put("a raw line feed", utf8("{\"amount\":1,\"description\":\"a\nb\"}"));
        bodies.put("half of a surrogate pair", utf8("{\"amount\":1,\"description\":\"\\ud800\"}"));
        bodies.put("UTF-8 cut off", new byte[] {'{', '"', 'a', (byte) 0xc3});
        bodies.put("UTF-8 too long", new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'});
        bodies.put("Latin-1", "{\"amount\":1,\"description\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1));
        bodies.put("UTF-16", "{\"amount\":1}".getBytes(StandardCharsets.UTF_16));
        bodies.put("gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0});
        bodies.put("an id too long", utf8("{\"amount\":1,\"id\":\"" + "x".repeat(201) + "\"}"));
        bodies.put("an empty id", utf8("{\"amount\":1,\"id\":\"\"}"));
        bodies.put("an id with a line feed", utf8("{\"amount\":1,\"id\":\"a\\nb\"}"));
        bodies.put("a description too long", utf8("{\"amount\":1,\"description\":\"" + "x".repeat(4_001) + "\"}"));
        bodies.put("a category that is none", utf8("{\"amount\":1,\"category\":\"' or 1=1 --\"}"));
        bodies.put("tags a list", utf8("{\"amount\":1,\"tags\":[]}"));
        bodies.put("a tag a number", utf8("{\"amount\":1,\"tags\":{\"a\":1}}"));
        bodies.put("metadata a text", utf8("{\"amount\":1,\"metadata\":\"x\"}"));
        bodies.put("a timestamp without offset", utf8("{\"amount\":1,\"timestamp\":\"2026-05-01T00:00:00\"}"));
        bodies.put("a timestamp in the year 0", utf8("{\"amount\":1,\"timestamp\":\"0000-01-01T00:00:00Z\"}"));
        bodies.put("a timestamp in the year 999999", utf8("{\"amount\":1,\"timestamp\":\"+999999-01-01T00:00:00Z\"}"));
        bodies.put("a timestamp on 30 February", utf8("{\"amount\":1,\"timestamp\":\"2026-02-30T00:00:00Z\"}"));
        bodies.put("a timestamp a number", utf8("{\"amount\":1,\"timestamp\":1}"));
        bodies.put("larger than allowed", utf8("{\"amount\":1,\"description\":\"" + "x".repeat(100_000) + "\"}"));
        return bodies;
    }

    @TestFactory
    Stream<DynamicTest> a_bad_body_is_refused() {
        return badBodies().entrySet().stream()
                .map(body -> DynamicTest.dynamicTest(
                        body.getKey(), () -> refused(raw.send(RawCaller.post(body.getValue())))));
    }

    @TestFactory
    Stream<DynamicTest> a_bad_body_is_refused_by_every_route_that_takes_one() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Route route : service.server().routes()) {
            if (route.body() != null) {
                String path = route.path().replace("{id}", "none");
                for (String body :
                        List.of("", "[", "{\"amount\":1e1000000}", "{\"x\":1}", "7", "{\"amount\":\"\\u0000\"}")) {
                    tests.add(DynamicTest.dynamicTest(route.id() + " " + body, () -> {
                        Reply reply = service.caller().sendJson(route.method(), path, body);
                        assertThat(reply.status()).as(reply.toString()).isBetween(400, 499);
                        saysNothing(reply.body());
                    }));
                }
            }
        }
        return tests.stream();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/html", ""})
    void a_body_of_another_type_is_refused(String type) throws Exception {
        String header = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
        RawCaller.Answer answer = raw.send("POST /v1/entries HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + header + "Content-Length: 12\r\n\r\n{\"amount\":1}");
        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void a_body_that_says_it_is_too_large_is_refused_before_it_comes() throws Exception {
        assertThat(raw.send("POST /v1/entries HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 999999999999\r\n\r\n")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void a_body_in_chunks_is_bounded_too() throws Exception {
        String chunk = "2710\r\n" + "x".repeat(10_000) + "\r\n";
        assertThat(raw.send("POST /v1/entries HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(11) + "0\r\n\r\n")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void a_stream_is_bounded_and_says_how_far_it_came() throws Exception {
        String line = "{\"amount\":\"x\"}" + " ".repeat(500) + "\n";
        byte[] body = utf8(line.repeat(600));
        String head = "POST /v1/entries HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/x-ndjson\r\nContent-Length: " + body.length + "\r\n\r\n";
        RawCaller.Answer answer = raw.send(head + line.repeat(600));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("lines_done");
    }

    @Test
    void a_body_that_drips_is_cut_off() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), service.server().port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(utf8("POST /v1/entries HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 5000\r\n\r\n{\"amount\":1"));
            out.flush();
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            assertThat(answer).isIn("HTTP/1.1 408", "HTTP/1.1 400", "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void a_body_that_drips_without_a_pause_is_cut_off_when_its_time_is_over(String type) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), service.server().port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(utf8("POST /v1/entries HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                    + "\r\nContent-Length: 90000\r\n\r\n"));
            Thread dripping = new Thread(() -> drip(out));
            dripping.start();
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            assertThat(answer).isEqualTo("HTTP/1.1 408");
            dripping.interrupt();
            dripping.join();
        }
    }

    /** A blank every now and then, for as long as somebody reads. */
    private static void drip(OutputStream out) {
        try {
            for (int i = 0; i < 90_000; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(20);
            }
        } catch (IOException e) {
            // the server, or the test, has closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void headers_that_never_end_are_cut_off() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), service.server().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(utf8("GET /v1/summary HTTP/1.1\r\nHost: localhost\r\nX-A: "));
            socket.getOutputStream().flush();
            assertThat(socket.getInputStream().readAllBytes())
                    .satisfiesAnyOf(
                            bytes -> assertThat(bytes).isEmpty(),
                            bytes -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                                    .startsWith("HTTP/1.1 408"));
        }
    }

    // ---- the request itself ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /../etc/passwd HTTP/1.1",
                "GET /assets/../../../etc/passwd HTTP/1.1",
                "GET /assets/%2e%2e%2f%2e%2e%2fpom.xml HTTP/1.1",
                "GET /assets/..%2fopenapi-schemas.json HTTP/1.1",
                "GET /assets/..;/x HTTP/1.1",
                "GET /assets/%00.js HTTP/1.1",
                "GET /assets/index.html%00.js HTTP/1.1",
                "GET /assets/dashboard.js/ HTTP/1.1",
                "GET //v1/summary HTTP/1.1",
                "GET /v1//summary HTTP/1.1",
                "GET /v1/./summary HTTP/1.1",
                "GET /v1/budgets/../summary/x HTTP/1.1",
                "GET /v1/budgets/%2e%2e HTTP/1.1",
                "GET /v1/budgets/%zz HTTP/1.1",
                "GET /v1/budgets/%ff%fe HTTP/1.1",
                "GET /v1/budgets/a%00b HTTP/1.1",
                "GET /V1/SUMMARY HTTP/1.1",
                "GET /v1/summary;x=1/y HTTP/1.1",
                "GET /v1/summary?from=%ff HTTP/1.1",
                "GET /v1/summary?from=%00 HTTP/1.1",
                "GET /v1/summary?tag=%zz HTTP/1.1",
                "GET /v1/entries?after=AAAA HTTP/1.1",
                "GET /v1/entries?after=%00 HTTP/1.1",
                "GET /v1/entries?limit=99999999999999999999 HTTP/1.1",
                "GET /v1/alerts?after=999999999999999999999-0 HTTP/1.1",
                "GET /v1/timeseries?from=0001-01-01&step=hourly HTTP/1.1",
                "GET /v1/summary?zone=../../etc/localtime HTTP/1.1",
                "GET http://evil.example/v1/summary HTTP/1.1",
                "GET \\v1\\summary HTTP/1.1",
                "GET /v1/summary?tag=a%3 HTTP/1.1",
                "GET /v1/summary?tag=a%3Db%C3 HTTP/1.1",
                "TRACE / HTTP/1.1",
                "CONNECT localhost:22 HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "PATCH /v1/budgets/x HTTP/1.1",
                "BREW /v1/entries HTTP/1.1",
                "DELETE /v1/summary HTTP/1.1"
            })
    void a_bad_request_line_is_refused(String line) throws Exception {
        refused(raw.send(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: x",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: x",
                "Header without colon",
                "Bad\0Name: x",
                "X: a\0b",
                " folded: x"
            })
    void a_bad_header_is_refused(String header) throws Exception {
        refused(raw.send(
                "POST /v1/entries HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n"));
    }

    @Test
    void a_header_that_is_too_large_is_refused() throws Exception {
        assertThat(raw.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")
                        .status())
                .isEqualTo(431);
        assertThat(raw.send("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .status())
                .isIn(414, 431);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "169.254.169.254", ""})
    void without_tokens_another_host_name_is_refused(String host) throws Exception {
        RawCaller.Answer answer =
                raw.send("GET /v1/summary HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        assertThat(answer.status()).isIn(400, 403);
        saysNothing(answer.text());
    }

    @Test
    void more_connections_than_allowed_wait_and_those_there_are_served() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                idle.add(new Socket(
                        InetAddress.getLoopbackAddress(), service.server().port()));
            }
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
        assertThat(raw.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .status())
                .isEqualTo(200);
    }
}
