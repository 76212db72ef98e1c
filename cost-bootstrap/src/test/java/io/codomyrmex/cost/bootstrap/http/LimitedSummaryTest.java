package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Breakdowns limited to their largest groups, over HTTP. */
class LimitedSummaryTest {

    private TestService service;
    private HttpCaller api;

    @BeforeEach
    void load() {
        service = TestService.on(TestService.h2());
        api = service.caller();
        api.post("/v1/entries", """
                [{"amount": "-150", "resource_id": "credit", "tags": {"k": "x"}, "timestamp": "2026-05-01T10:00:00Z"},
                 {"amount": "9", "resource_id": "a", "tags": {"k": "rest"}, "timestamp": "2026-05-01T11:00:00Z"},
                 {"amount": "8", "resource_id": "b", "timestamp": "2026-05-02T10:00:00Z"},
                 {"amount": "0.5", "resource_id": "c", "category": "compute", "timestamp": "2026-05-02T11:00:00Z"}]""");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Reply get(String path) {
        Reply reply = api.get(path);
        new ApiDescription(api.get("/openapi.json").json()).check(reply);
        return reply;
    }

    @Test
    void a_summary_has_the_largest_groups_and_what_they_leave_out() {
        assertThat(get("/v1/summary?top=2").body())
                .isEqualTo("{\"total\":\"-132.5\",\"entry_count\":4,\"period_start\":null,\"period_end\":null,"
                        + "\"by_category\":{\"llm_inference\":\"-133\",\"compute\":\"0.5\"},"
                        + "\"by_resource\":{\"a\":\"9\",\"credit\":\"-150\"},"
                        + "\"by_tag\":{\"k\":{\"rest\":\"9\",\"x\":\"-150\"}},"
                        + "\"rest\":{\"by_category\":{\"amount\":\"0\",\"groups\":0},"
                        + "\"by_resource\":{\"amount\":\"8.5\",\"groups\":2},"
                        + "\"by_tag\":{\"k\":{\"amount\":\"0\",\"groups\":0}}}}");
        assertThat(get("/v1/summary").json().has("rest")).isFalse();
    }

    @Test
    void a_series_has_the_largest_groups_of_the_range_and_the_rest_of_each_point() {
        String range = "/v1/timeseries?from=2026-05-01&to=2026-05-03&group_by=resource";
        assertThat(get(range + "&top=1").body())
                .isEqualTo(
                        "{\"points\":[{\"period_start\":\"2026-05-01T00:00:00Z\",\"period_end\":\"2026-05-02T00:00:00Z\","
                                + "\"total\":\"-141\",\"by_group\":{\"credit\":\"-150\"},\"rest\":\"9\"},"
                                + "{\"period_start\":\"2026-05-02T00:00:00Z\",\"period_end\":\"2026-05-03T00:00:00Z\","
                                + "\"total\":\"8.5\",\"by_group\":{},\"rest\":\"8.5\"}],\"rest_groups\":3}");
        assertThat(get(range).body()).doesNotContain("rest\":", "rest_groups");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "99999999999", "ten", "1.5", ""})
    void a_top_that_is_no_such_number_is_refused(String top) {
        for (String path : new String[] {"/v1/summary", "/v1/timeseries"}) {
            Reply reply = get(path + "?top=" + top);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).contains("\"top\"", "must be a whole number from 1 to 1000");
        }
    }
}
