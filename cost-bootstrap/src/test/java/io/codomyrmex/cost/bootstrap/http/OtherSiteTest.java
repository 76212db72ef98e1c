package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without tokens, pages of other sites change nothing through their reader's browser; everybody else may. */
class OtherSiteTest {

    private static final String ENTRY = "{\"amount\":1}";

    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.on(TestService.h2());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** The headers of a line, with HOST for the service's own host and port. */
    private static String[] headers(String line) {
        return line.replace("HOST", service.caller().url().substring("http://".length()))
                .split(" ");
    }

    private static String[] lines(String[] headers) {
        return IntStream.range(0, headers.length / 2)
                .mapToObj(i -> headers[2 * i] + ": " + headers[2 * i + 1])
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site cross-site",
                "Sec-Fetch-Site same-site",
                "Sec-Fetch-Site cross-site Origin http://HOST",
                "Origin https://evil.example",
                "Origin http://localhost:1",
                "Origin null"
            })
    void a_page_of_another_site_changes_nothing(String line) throws Exception {
        String before = service.caller().get("/v1/summary").text("total");

        // its body is not read, so that the connection may be closed
        RawCaller.Answer entry = new RawCaller(service.server().port())
                .send(RawCaller.post(ENTRY.getBytes(StandardCharsets.UTF_8), lines(headers(line))));
        Reply reset = service.caller().send("POST", "/v1/budgets/reset-alerts", BodyPublishers.noBody(), headers(line));
        Reply deleted = service.caller().send("DELETE", "/v1/budgets/b", BodyPublishers.noBody(), headers(line));

        assertThat(entry.status()).as(entry.text()).isEqualTo(403);
        for (Reply reply : List.of(reset, deleted)) {
            assertThat(reply.status()).as(reply.body()).isEqualTo(403);
            assertThat(reply.problem()).isEqualTo("forbidden");
        }
        assertThat(service.caller().get("/v1/summary").text("total")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept */*",
                "Sec-Fetch-Site same-origin Origin http://HOST",
                "Sec-Fetch-Site same-origin Origin https://costs.example",
                "Sec-Fetch-Site none",
                "Origin http://HOST"
            })
    void the_dashboard_and_other_programs_may(String line) {
        assertThat(service.caller().post("/v1/entries", ENTRY, headers(line)).status())
                .isEqualTo(201);
    }

    @Test
    void what_changes_nothing_is_answered_as_ever() {
        assertThat(service.caller()
                        .get("/v1/summary", "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void where_there_are_tokens_the_token_decides() {
        JdbcSettings ledger = TestService.h2();
        String token;
        try (JdbcCostStore store = JdbcCostStore.open(ledger)) {
            token = TestService.token(store, Role.RECORD);
        }
        try (TestService guarded = TestService.on(ledger)) {
            assertThat(guarded.caller()
                            .token(token)
                            .post("/v1/entries", ENTRY, "Origin", "https://app.example")
                            .status())
                    .isEqualTo(201);
        }
    }
}
