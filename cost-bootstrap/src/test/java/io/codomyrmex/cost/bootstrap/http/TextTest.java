package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever text a caller sends, each route's every refusal and answer is UTF-8, with its length in bytes. */
class TextTest {

    /** Chinese, a letter with two combining marks, an emoji of two characters above U+FFFF, right to left. */
    private static final String TEXT = "预算-e\u0301\u0323-\uD83D\uDC69\u200D\uD83D\uDCBB-שלום";

    private static final String ENCODED =
            URLEncoder.encode(TEXT, StandardCharsets.UTF_8).replace("+", "%20");
    private static final Limits SMALL = new Limits(
            20_000,
            Limits.DEFAULT.bodyTime(),
            20_000,
            Limits.DEFAULT.streamTime(),
            Limits.DEFAULT.streamLines(),
            Limits.DEFAULT.streams(),
            Limits.DEFAULT.answerBytes(),
            Limits.DEFAULT.answerTime(),
            Limits.DEFAULT.waitingBytes(),
            Limits.DEFAULT.headerBytes(),
            Limits.DEFAULT.connections(),
            Limits.DEFAULT.idle(),
            TestService.LIMITS.lastIdle(),
            Limits.DEFAULT.bytesPerSecond());

    private static TestService service;
    private static RawCaller raw;

    @BeforeAll
    static void start() {
        service = TestService.with(TestService.h2(), SMALL);
        raw = new RawCaller(service.server().port());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** An answer, taken apart as strictly as a client may. */
    private record Told(int status, String head, String body) {

        String header(String name) {
            Matcher matcher = Pattern.compile("(?im)^" + name + ": (.*)$").matcher(head);
            return matcher.find() ? matcher.group(1) : "";
        }

        String problem() {
            return CostJson.parse("answer", body).path("type").asString().replaceFirst(".*:", "");
        }
    }

    private static Told ask(String method, String target, String type, byte[] body, String... headers)
            throws Exception {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        head.append("Connection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (!type.isEmpty()) {
            head.append("Content-Type: ").append(type).append("\r\n");
        }
        if (body.length > 0 || !type.isEmpty()) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        request.write(body);
        return told(raw.send(request.toByteArray()).text());
    }

    private static Told told(String latin1) throws Exception {
        int end = latin1.indexOf("\r\n\r\n");
        assertThat(end).as(latin1).isPositive();
        String head = latin1.substring(0, end + 2);
        byte[] body = latin1.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(head).as("headers are ASCII").matches("\\p{ASCII}*");
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(body))
                .toString();
        int status = Integer.parseInt(head.substring(9, 12));
        Told told = new Told(status, head, text);
        if (status != 204) {
            assertThat(told.header("Content-Length")).as(head).isEqualTo(Integer.toString(body.length));
        }
        String type = told.header("Content-Type").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/")) {
            assertThat(type).contains("charset=utf-8");
        } else if (status != 204) {
            assertThat(type)
                    .as("UTF-8 by definition, so without a parameter")
                    .isIn(Media.JSON, Media.PROBLEM, Media.NDJSON, "image/svg+xml");
        }
        return told;
    }

    private static void shows(Told told, int status) {
        assertThat(told.status()).as(told.body()).isEqualTo(status);
        assertThat(told.header("Content-Type")).isEqualTo(Media.PROBLEM);
        assertThat(CostJson.parse("answer", told.body()).path("detail").asString())
                .contains(TEXT);
    }

    private static void refused(Told told, int status) {
        assertThat(told.status()).as(told.body()).isEqualTo(status);
        assertThat(told.header("Content-Type")).isEqualTo(Media.PROBLEM);
        assertThat(told.problem()).isNotEmpty();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] none() {
        return new byte[0];
    }

    private static String path(Route route) {
        return route.path().replaceAll("\\{\\w+}", ENCODED);
    }

    private static boolean hasPathId(Route route) {
        return route.path().contains("{id}");
    }

    /** Every refusal that a route can be made to give, found from what it says of itself. */
    @TestFactory
    Stream<DynamicTest> every_refusal_of_every_route() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Route route : service.server().routes()) {
            String path = path(route);
            String type = route.body() == null ? "" : Media.JSON;
            String method = route.method();
            add(tests, route, "unknown query parameter", () -> {
                shows(ask(method, path + "?" + ENCODED + "=1", type, utf8(type.isEmpty() ? "" : "{}")), 400);
            });
            add(tests, route, "query parameter that is not UTF-8", () -> {
                refused(ask(method, path + "?a=%ff", type, utf8(type.isEmpty() ? "" : "{}")), 400);
            });
            for (Route.Parameter parameter : route.parameters()) {
                if (parameter.in().equals("query") && !parameter.schema().equals("Text")) {
                    add(tests, route, "bad value of " + parameter.name(), () -> {
                        shows(ask(method, path + "?" + parameter.name() + "=" + ENCODED, type, none()), 400);
                    });
                }
            }
            add(tests, route, "another host", () -> {
                Told told = ask(method, path, type, none(), "Host: " + TEXT);
                assertThat(told.status()).isIn(400, 403);
            });
            add(tests, route, "method that there is not", () -> {
                Told told = ask("PATCH", path, "", none());
                refused(told, 405);
                assertThat(told.header("Allow")).contains(method);
            });
            add(tests, route, "beneath it there is nothing", () -> {
                refused(ask(method, (path + "/" + ENCODED + "/x").replace("//", "/"), type, none()), 404);
            });
            if (hasPathId(route) && type.isEmpty()) {
                add(tests, route, "unknown id", () -> shows(ask(method, path, "", none()), 404));
            }
            if (!type.isEmpty()) {
                addBodies(tests, route, path);
            }
        }
        return tests.stream();
    }

    private static void addBodies(List<DynamicTest> tests, Route route, String path) {
        String method = route.method();
        add(tests, route, "unknown field", () -> {
            shows(ask(method, path, Media.JSON, utf8("{\"" + TEXT + "\":1}")), 400);
        });
        add(tests, route, "bad amount", () -> {
            String field = route.id().equals("commitReservation") ? "actual" : "amount";
            String more = "\"name\":\"n\",\"period\":\"daily\",";
            shows(
                    ask(
                            method,
                            path,
                            Media.JSON,
                            utf8("{" + (route.path().contains("budgets") ? more : "") + "\"" + field + "\":\"" + TEXT
                                    + "\"}")),
                    400);
        });
        add(tests, route, "no JSON", () -> refused(ask(method, path, Media.JSON, utf8("{\"" + TEXT)), 400));
        add(tests, route, "a value that is cut where it is shown", () -> {
            Told told = ask(method, path, Media.JSON, utf8("{\"" + TEXT.repeat(100) + "\":1}"));
            assertThat(told.status()).isEqualTo(400);
            assertThat(told.body()).contains("…");
        });
        add(tests, route, "not UTF-8", () -> {
            refused(ask(method, path, Media.JSON, "{\"ü\":1}".getBytes(StandardCharsets.ISO_8859_1)), 400);
        });
        add(tests, route, "another type", () -> {
            refused(ask(method, path, "text/plain; charset=utf-8", utf8(TEXT)), 415);
        });
        add(tests, route, "too large", () -> {
            refused(ask(method, path, Media.JSON, utf8("{\"x\":\"" + TEXT.repeat(2_000) + "\"}")), 413);
        });
        if (hasPathId(route)) {
            String body = route.path().contains("budgets")
                    ? "{\"name\":\"n\",\"amount\":1,\"period\":\"daily\"}"
                    : "{\"actual\":1}";
            add(tests, route, "unknown id", () -> shows(ask(method, path, Media.JSON, utf8(body)), 404));
        }
    }

    private static void add(List<DynamicTest> tests, Route route, String refusal, Executing test) {
        tests.add(DynamicTest.dynamicTest(route.id() + ": " + refusal, test::run));
    }

    @FunctionalInterface
    private interface Executing {
        void run() throws Exception;
    }

    @Test
    void a_number_that_is_too_large_to_be_shown() throws Exception {
        Told told = ask(
                "POST", "/v1/entries", Media.JSON, utf8("{\"amount\":\"1\",\"metadata\":{\"" + TEXT + "\":1e500}}"));
        refused(told, 400);
    }

    @Test
    void conflicts_and_denials_show_the_text() throws Exception {
        String entry = "{\"id\":\"" + TEXT + "\",\"amount\":\"1\"}";
        assertThat(ask("POST", "/v1/entries", Media.JSON, utf8(entry)).status()).isEqualTo(201);
        shows(ask("POST", "/v1/entries", Media.JSON, utf8(entry.replace("\"1\"", "\"2\""))), 409);

        String budget = "{\"name\":\"" + TEXT + "\",\"amount\":1,\"period\":\"monthly\",\"tags\":{\"t\":\"x\"}}";
        Told created = ask("POST", "/v1/budgets", Media.JSON, utf8(budget));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.body()).contains(TEXT);
        assertThat(created.header("Location")).isEqualTo("budgets/" + ENCODED);
        assertThat(ask("GET", "/v1/" + created.header("Location"), "", none()).body())
                .contains(TEXT);
        shows(ask("POST", "/v1/budgets", Media.JSON, utf8(budget)), 409);

        String much = "{\"id\":\"h-" + TEXT + "\",\"amount\":5,\"tags\":{\"t\":\"x\"}}";
        shows(ask("POST", "/v1/reservations", Media.JSON, utf8(much)), 409);
        String little = "{\"id\":\"h-" + TEXT + "\",\"amount\":\"0.5\",\"tags\":{\"t\":\"x\"}}";
        assertThat(ask("POST", "/v1/reservations", Media.JSON, utf8(little)).status())
                .isEqualTo(201);
        shows(ask("POST", "/v1/reservations", Media.JSON, utf8(little.replace("0.5", "0.4"))), 409);
        assertThat(ask("POST", "/v1/can-spend", Media.JSON, utf8("{\"amount\":1,\"budget_id\":\"" + TEXT + "\"}"))
                        .body())
                .contains(TEXT);
        shows(ask("POST", "/v1/can-spend", Media.JSON, utf8("{\"amount\":1,\"budget_id\":\"no-" + TEXT + "\"}")), 404);
        assertThat(ask("GET", "/metrics", "", none()).body()).contains(TEXT);
    }

    @Test
    void what_was_recorded_is_shown_again_as_json_csv_and_lines() throws Exception {
        String line = "{\"id\":\"r-" + TEXT + "\",\"amount\":1,\"resource_id\":\"" + TEXT + "\",\"tags\":{\"" + TEXT
                + "\":\"" + TEXT + "\"},\"metadata\":{\"" + TEXT + "\":\"" + TEXT + "\"}}\n";
        String bad = "{\"amount\":\"" + TEXT + "\"}\n";
        Told lines = ask("POST", "/v1/entries", Media.NDJSON, utf8(line + bad + line.replace(":1,", ":2,")));
        assertThat(lines.status()).isEqualTo(200);
        assertThat(lines.body()).contains("'" + TEXT + "'", "r-" + TEXT);
        assertThat(ask("POST", "/v1/entries", Media.JSON, utf8("[" + line.strip() + "," + bad.strip() + "]"))
                        .body())
                .contains("'" + TEXT + "'", "r-" + TEXT);
        String page = "/v1/entries?resource_id=" + ENCODED;
        assertThat(ask("GET", page, "", none()).body()).contains("\"r-" + TEXT + "\"");
        Told csv = ask("GET", page, "", none(), "Accept: text/csv");
        assertThat(csv.header("Content-Type").toLowerCase(Locale.ROOT)).contains("charset=utf-8", "header=present");
        assertThat(csv.body()).contains("r-" + TEXT);
        assertThat(ask("GET", "/v1/summary", "", none()).body()).contains(TEXT);
        assertThat(ask("GET", "/v1/timeseries?group_by=tag:" + ENCODED, "", none())
                        .body())
                .contains(TEXT);
    }

    @Test
    void a_stream_that_breaks_off_shows_the_text() throws Exception {
        byte[] text = utf8("{\"amount\":\"" + TEXT + "\"}\n");
        byte[] broken = new byte[text.length + 1];
        System.arraycopy(text, 0, broken, 0, text.length);
        broken[text.length] = (byte) 0xff;
        refused(ask("POST", "/v1/entries", Media.NDJSON, broken), 400);
        refused(ask("POST", "/v1/entries", Media.NDJSON, utf8((TEXT + "\n").repeat(1_000))), 413);
    }

    @Test
    void a_caller_without_a_token_is_told_in_ascii_headers_and_utf8() throws Exception {
        JdbcSettings ledger = TestService.h2();
        try (JdbcCostStore store = JdbcCostStore.open(ledger)) {
            TestService.token(store, Role.READ);
        }
        try (TestService closed = TestService.on(ledger)) {
            RawCaller caller = new RawCaller(closed.server().port());
            for (Route route : closed.server().routes()) {
                if (!route.roles().isEmpty()) {
                    String request = route.method() + " " + path(route) + " HTTP/1.1\r\nHost: localhost\r\n"
                            + "Connection: close\r\nAuthorization: Bearer " + TEXT + "\r\n\r\n";
                    Told told = told(caller.send(utf8(request)).text());
                    refused(told, 401);
                    assertThat(told.header("WWW-Authenticate")).isEqualTo("Bearer");
                    assertThat(told.body()).contains("…");
                }
            }
        }
    }

    @Test
    void what_the_server_itself_refuses_is_utf8_too() throws Exception {
        refused(
                told(raw.send("GET /" + ENCODED.repeat(300) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .text()),
                414);
        refused(
                told(raw.send("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .text()),
                400);
    }
}
