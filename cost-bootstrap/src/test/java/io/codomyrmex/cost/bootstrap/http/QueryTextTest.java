package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts that queries and bodies carry. */
class QueryTextTest {

    private TestService service;
    private HttpCaller api;

    @BeforeEach
    void start() {
        service = TestService.on(TestService.h2());
        api = service.caller();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void a_tag_key_with_an_equals_sign_is_asked_for_with_a_backslash() {
        api.post("/v1/entries", "{\"amount\":\"9\",\"tags\":{\"cost=center\":\"42\"}}");
        String tag = "tag=" + URLEncoder.encode("cost\\=center=42", StandardCharsets.UTF_8);

        assertThat(api.get("/v1/summary?" + tag).json().path("total").asString())
                .isEqualTo("9");
        assertThat(api.get("/v1/entries?" + tag).json().path("entries").size()).isEqualTo(1);
        assertThat(api.get("/v1/summary?tag=cost%3Dcenter%3D42")
                        .json()
                        .path("total")
                        .asString())
                .isEqualTo("0");
    }

    @Test
    void a_byte_order_mark_before_a_body_or_a_line_is_left_out() {
        assertThat(api.post("/v1/entries", "\uFEFF{\"id\":\"one\",\"amount\":1}")
                        .status())
                .isEqualTo(201);
        assertThat(api.post("/v1/entries", "\uFEFF[{\"id\":\"\uFEFFtwo\",\"amount\":1}]")
                        .status())
                .isEqualTo(200);
        String lines = "\uFEFF{\"id\":\"three\",\"amount\":1}\n\uFEFF{\"id\":\"four\",\"amount\":1}\n";
        Reply stream =
                api.send("POST", "/v1/entries", BodyPublishers.ofString(lines), "Content-Type", "application/x-ndjson");

        assertThat(stream.body()).contains("\"recorded\":2", "\"rejected\":0");
        assertThat(api.get("/v1/entries").json().path("entries").values())
                .extracting(entry -> entry.path("id").asString())
                .containsExactlyInAnyOrder("one", "\uFEFFtwo", "three", "four");
    }

    @Test
    void a_cursor_with_an_id_that_no_entry_can_have_is_refused() {
        for (String id : new String[] {"a\0", "a".repeat(201)}) {
            String cursor = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(("2026-05-01T00:00:00Z " + id).getBytes(StandardCharsets.UTF_8));
            Reply reply = api.get("/v1/entries?after=" + cursor);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).contains("\"after\"", "must be the next of an answer");
        }
    }
}
