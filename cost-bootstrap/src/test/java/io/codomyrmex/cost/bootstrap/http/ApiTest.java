package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.store.Verification;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the service does, route by route, through a real client, on a real database. */
abstract class ApiTest {

    private static final Instant NOW = Instant.parse("2026-05-10T12:00:00Z");

    private TestService service;
    private HttpCaller api;

    abstract JdbcSettings ledger();

    @BeforeEach
    void start() {
        service = TestService.at(ledger(), NOW);
        api = service.caller();
    }

    @AfterEach
    void every_answer_is_as_documented_and_the_ledger_adds_up() {
        ApiDescription description = new ApiDescription(
                new HttpCaller(api.url(), null).get("/openapi.json").json());
        Verification verification = service.store().verify();
        service.close();
        assertThat(verification.differences()).isEmpty();
        api.replies().forEach(description::check);
    }

    private Reply record(String json) {
        return api.post("/v1/entries", json);
    }

    private Reply budget(String json) {
        return api.post("/v1/budgets", json);
    }

    // ---- entries ----

    @Test
    void an_entry_is_recorded_to_the_last_digit_and_answered_as_stored() {
        Reply reply = record("""
                {"id": "e-1", "amount": "0.000000000000000001", "category": "compute", "description": "d",
                 "resource_id": "vm", "tags": {"team": "a"}, "metadata": {"n": 1.50, "list": [true, null]},
                 "timestamp": "2026-05-10T13:00:00+02:00"}""");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json()).isEqualTo(CostJson.parse("expected", """
                {"id": "e-1", "amount": "0.000000000000000001", "category": "compute", "description": "d",
                 "resource_id": "vm", "tags": {"team": "a"}, "metadata": {"n": 1.5, "list": [true, null]},
                 "timestamp": "2026-05-10T11:00:00Z", "status": "recorded"}"""));
        assertThat(service.store().find("e-1").orElseThrow().amount()).isEqualByComparingTo("1E-18");
    }

    @Test
    void a_number_is_read_exactly() {
        assertThat(record("{\"id\": \"n\", \"amount\": 12345678901234567890.123456789012345678}")
                        .text("amount"))
                .isEqualTo("12345678901234567890.123456789012345678");
    }

    @Test
    void the_same_id_and_content_counts_once_and_other_content_is_a_conflict() {
        assertThat(record("{\"id\": \"once\", \"amount\": 1}").status()).isEqualTo(201);
        Reply again = record("{\"id\": \"once\", \"amount\": \"1.0\"}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("status")).isEqualTo("duplicate");

        Reply other = record("{\"id\": \"once\", \"amount\": 2}");

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem()).isEqualTo("entry-conflict");
        assertThat(api.get("/v1/summary").text("total")).isEqualTo("1");
    }

    @Test
    void the_idempotency_key_is_the_id() {
        String json = "{\"amount\": 3}";
        assertThat(api.post("/v1/entries", json, "Idempotency-Key", "key-1").text("id"))
                .isEqualTo("key-1");
        assertThat(api.post("/v1/entries", json, "Idempotency-Key", "key-1").text("status"))
                .isEqualTo("duplicate");

        Reply both = api.post("/v1/entries", "{\"id\": \"other\", \"amount\": 3}", "Idempotency-Key", "key-1");

        assertThat(both.status()).isEqualTo(400);
        assertThat(both.text("field")).isEqualTo("id");
    }

    @Test
    void keys_that_differ_in_case_alone_are_two_though_they_come_on_one_connection() {
        for (String key : List.of("request-a", "REQUEST-A", "Request-A")) {
            Reply reply = api.post("/v1/entries", "{\"amount\": 1}", "Idempotency-Key", key);
            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.text("id")).isEqualTo(key);
        }
        assertThat(api.get("/v1/summary").text("total")).isEqualTo("3");
    }

    @Test
    void a_bad_entry_names_field_value_and_rule() {
        Reply reply = record("{\"amount\": \"1.0000000000000000001\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.problem()).isEqualTo("invalid-input");
        assertThat(reply.text("field")).isEqualTo("amount");
        assertThat(reply.text("value")).isEqualTo("1.0000000000000000001");
        assertThat(reply.text("rule")).contains("18");
        assertThat(api.get("/v1/summary").json().path("entry_count").asInt()).isZero();
    }

    @Test
    void an_array_is_answered_item_by_item_and_a_bad_one_sinks_none() {
        record("{\"id\": \"a\", \"amount\": 1}");

        Reply reply = record("""
                [{"id": "a", "amount": 1}, {"id": "a", "amount": 2}, {"amount": "x"}, {"amount": 4}, 5,
                 {"id": "b", "amount": 5}, {"id": "b", "amount": 5}]""");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(statuses(reply.json().path("results")))
                .containsExactly("duplicate", "conflict", "rejected", "recorded", "rejected", "recorded", "duplicate");
        assertThat(reply.json().path("recorded").asInt()).isEqualTo(2);
        assertThat(reply.json().path("duplicates").asInt()).isEqualTo(2);
        assertThat(reply.json().path("conflicts").asInt()).isEqualTo(1);
        assertThat(reply.json().path("rejected").asInt()).isEqualTo(2);
        assertThat(api.get("/v1/summary").text("total")).isEqualTo("10");
    }

    private static List<String> statuses(JsonNode results) {
        List<String> statuses = new ArrayList<>();
        results.values().forEach(result -> statuses.add(result.path("status").asString()));
        return statuses;
    }

    @Test
    void an_array_has_at_most_ten_thousand() {
        String entries =
                IntStream.range(0, 10_001).mapToObj(i -> "{\"amount\":1}").collect(Collectors.joining(",", "[", "]"));

        assertThat(record(entries).status()).isEqualTo(400);

        assertThat(record(entries.replaceFirst("\\{\"amount\":1},", ""))
                        .json()
                        .path("recorded")
                        .asInt())
                .isEqualTo(10_000);
    }

    @Test
    void an_empty_array_is_nothing_to_do() {
        Reply reply = record("[]");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("results").size()).isZero();
    }

    @Test
    void a_stream_is_answered_line_by_line() {
        String lines = IntStream.range(0, 2_500)
                .mapToObj(i -> i % 1_000 == 7 ? "nonsense" : "{\"id\":\"s-" + i + "\",\"amount\":\"0.01\"}")
                .collect(Collectors.joining("\n", "", "\n\n"));

        Reply reply = api.send(
                "POST",
                "/v1/entries?answers=all",
                BodyPublishers.ofString(lines),
                "Content-Type",
                "application/x-ndjson");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/x-ndjson");
        List<JsonNode> answers =
                reply.body().lines().map(line -> CostJson.parse("line", line)).toList();
        assertThat(answers).hasSize(2_501);
        assertThat(answers.get(2_500).path("summary").path("recorded").asInt()).isEqualTo(2_497);
        assertThat(answers.get(0).path("line").asInt()).isEqualTo(1);
        assertThat(answers.get(2_007).path("status").asString()).isEqualTo("rejected");
        assertThat(answers.get(2_007).path("line").asInt()).isEqualTo(2_008);
        assertThat(answers.stream().filter(a -> a.path("status").asString().equals("recorded")))
                .hasSize(2_497);
        assertThat(api.get("/v1/summary").text("total")).isEqualTo("24.97");
    }

    /** So that a thousand lines of a megabyte each are not all in memory at once. */
    @Test
    void long_lines_of_a_stream_are_recorded_before_there_are_a_thousand() throws Exception {
        String line = "{\"amount\":1" + " ".repeat(1_000_000) + "}\n";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(line.repeat(7).getBytes(StandardCharsets.UTF_8));
        body.write(0xff); // not UTF-8: here it ends
        Reply reply = api.send(
                "POST",
                "/v1/entries",
                BodyPublishers.ofByteArray(body.toByteArray()),
                "Content-Type",
                "application/x-ndjson");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("lines_done")).isEqualTo("5");
        assertThat(api.get("/v1/summary").text("total")).isEqualTo("5");
    }

    @Test
    void pages_follow_each_other_without_gap_or_overlap() {
        for (int i = 0; i < 7; i++) {
            record("{\"id\":\"p" + i + "\",\"amount\":1,\"timestamp\":\"2026-05-0" + (1 + i / 2) + "T00:00:00Z\"}");
        }
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            Reply page = api.get("/v1/entries?limit=3" + (next.isEmpty() ? "" : "&after=" + next));
            page.json()
                    .path("entries")
                    .values()
                    .forEach(entry -> seen.add(entry.path("id").asString()));
            next = page.json().path("next").isNull() ? "" : page.text("next");
        } while (!next.isEmpty());

        assertThat(seen).containsExactly("p0", "p1", "p2", "p3", "p4", "p5", "p6");
    }

    @Test
    void entries_are_filtered_by_range_category_resource_and_tags() {
        record("{\"id\":\"x\",\"amount\":1,\"category\":\"compute\",\"resource_id\":\"r\",\"tags\":{\"a\":\"b=c\"},"
                + "\"timestamp\":\"2026-05-02T22:30:00Z\"}");
        record("{\"id\":\"y\",\"amount\":2,\"timestamp\":\"2026-05-03T22:30:00Z\"}");

        assertThat(ids("?category=compute&resource_id=r&tag=a%3Db%3Dc")).containsExactly("x");
        assertThat(ids("?from=2026-05-03&to=2026-05-04")).containsExactly("y");
        assertThat(ids("?from=2026-05-03&to=2026-05-04&zone=Europe/Berlin")).containsExactly("x");
        assertThat(ids("?tag=a%3Dother")).isEmpty();
    }

    private List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        api.get("/v1/entries" + query)
                .json()
                .path("entries")
                .values()
                .forEach(entry -> ids.add(entry.path("id").asString()));
        return ids;
    }

    @Test
    void as_csv_no_text_is_a_formula() {
        record("{\"id\":\"=1+1\",\"amount\":-5,\"description\":\"@SUM(A1)\",\"resource_id\":\"+x, \\\"y\\\"\"}");

        Reply csv = api.get("/v1/entries", "Accept", "text/csv");

        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.body())
                .isEqualTo("id,amount,category,description,resource_id,tags,metadata,timestamp\r\n"
                        + "'=1+1,-5,llm_inference,'@SUM(A1),\"'+x, \"\"y\"\"\",{},{},2026-05-10T12:00:00Z\r\n");
    }

    // ---- summary and series ----

    @Test
    void a_summary_adds_up_by_category_resource_and_tag() {
        record("{\"amount\":\"1.5\",\"resource_id\":\"gpt\",\"tags\":{\"team\":\"a\"}}");
        record("{\"amount\":\"2.25\",\"category\":\"storage\",\"tags\":{\"team\":\"b\"}}");
        record("{\"amount\":4,\"timestamp\":\"2026-04-30T23:59:59Z\"}");

        Reply month = api.get("/v1/summary?period=monthly");

        assertThat(month.text("total")).isEqualTo("3.75");
        assertThat(month.text("period_start")).isEqualTo("2026-05-01T00:00:00Z");
        assertThat(month.json().path("by_category").path("storage").asString()).isEqualTo("2.25");
        assertThat(month.json().path("by_resource").path("gpt").asString()).isEqualTo("1.5");
        assertThat(month.json().path("by_tag").path("team").path("b").asString())
                .isEqualTo("2.25");
        assertThat(api.get("/v1/summary?from=2026-04-30&to=2026-05-01").text("total"))
                .isEqualTo("4");
        assertThat(api.get("/v1/summary?period=monthly&from=2026-04-30").status())
                .isEqualTo(400);
        assertThat(api.get("/v1/summary?from=2026-05-01&to=2026-04-01").text("field"))
                .isEqualTo("to");
    }

    @Test
    void a_series_has_every_step_and_adds_up_to_the_range() {
        record("{\"amount\":1,\"category\":\"compute\",\"timestamp\":\"2026-05-01T23:30:00Z\"}");
        record("{\"amount\":2,\"timestamp\":\"2026-05-03T01:00:00Z\"}");

        JsonNode points = api.get("/v1/timeseries?from=2026-05-01&to=2026-05-04&group_by=category&zone=Europe/Berlin")
                .json()
                .path("points");

        assertThat(points.size()).isEqualTo(3);
        assertThat(points.get(0).path("total").asString()).isEqualTo("0");
        assertThat(points.get(1).path("by_group").path("compute").asString()).isEqualTo("1");
        assertThat(points.get(2).path("total").asString()).isEqualTo("2");
        assertThat(api.get("/v1/timeseries").json().path("points").size()).isEqualTo(30);
        assertThat(api.get("/v1/timeseries?group_by=colour").status()).isEqualTo(400);
        assertThat(api.get("/v1/timeseries?step=hourly&from=1990-01-01").status())
                .isEqualTo(400);
    }

    // ---- budgets and alerts ----

    @Test
    void a_budget_is_created_shown_changed_and_deleted() {
        record("{\"amount\":\"2.5\"}");

        Reply created = budget("{\"name\":\"Daily LLM\",\"amount\":10,\"period\":\"daily\"}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(URI.create("https://costs.example/prefix/v1/budgets").resolve(created.header("Location")))
                .isEqualTo(URI.create("https://costs.example/prefix/v1/budgets/daily_llm"));
        assertThat(created.text("spent")).isEqualTo("2.5");
        assertThat(created.text("remaining")).isEqualTo("7.5");
        assertThat(created.text("utilization")).isEqualTo("0.25");
        Reply changed =
                api.put("/v1/budgets/daily_llm", created.body().replace("\"amount\":\"10\"", "\"amount\":\"20\""));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("utilization")).isEqualTo("0.125");
        assertThat(api.get("/v1/budgets/daily_llm").body()).isEqualTo(changed.body());
        assertThat(api.get("/v1/budgets").json().path("budgets").size()).isEqualTo(1);
        assertThat(api.delete("/v1/budgets/daily_llm").status()).isEqualTo(204);
        assertThat(api.get("/v1/budgets/daily_llm").status()).isEqualTo(404);
        assertThat(api.delete("/v1/budgets/daily_llm").status()).isEqualTo(404);
        assertThat(api.put("/v1/budgets/daily_llm", "{\"name\":\"x\",\"amount\":1,\"period\":\"daily\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_id_with_a_slash_a_blank_or_a_percent_sign_has_its_path() {
        for (String id : List.of("a/b", "c d", "50%", "%2F", "ü+?#")) {
            Reply created = budget("{\"id\":\"" + id + "\",\"name\":\"n\",\"amount\":1,\"period\":\"daily\"}");
            assertThat(created.status()).as(id).isEqualTo(201);
            assertThat(api.get("/v1/" + created.header("Location")).text("id")).isEqualTo(id);
        }
    }

    @Test
    void a_budget_that_exists_or_breaks_a_rule_is_refused() {
        budget("{\"name\":\"n\",\"amount\":1,\"period\":\"daily\"}");
        assertThat(budget("{\"name\":\"n\",\"amount\":1,\"period\":\"daily\"}").problem())
                .isEqualTo("budget-exists");
        assertThat(budget("{\"amount\":1,\"period\":\"daily\"}").text("field")).isEqualTo("name");
        assertThat(budget("{\"name\":\"m\",\"period\":\"daily\"}").text("field"))
                .isEqualTo("amount");
        assertThat(budget("{\"name\":\"m\",\"amount\":-1,\"period\":\"daily\"}").text("field"))
                .isEqualTo("amount");
        assertThat(budget("{\"name\":\"m\",\"amount\":1,\"period\":\"yearly\"}").text("field"))
                .isEqualTo("period");
        assertThat(budget("{\"name\":\"m\",\"amount\":1,\"period\":\"daily\",\"zone\":\"Mars\"}")
                        .text("field"))
                .isEqualTo("zone");
        assertThat(budget("{\"name\":\"m\",\"amount\":1,\"period\":\"daily\",\"alert_thresholds\":[0]}")
                        .text("field"))
                .isEqualTo("alert_thresholds");
        assertThat(budget("{\"name\":\"m\",\"amount\":1,\"period\":\"daily\",\"enforced\":\"yes\"}")
                        .text("field"))
                .isEqualTo("enforced");
        assertThat(budget("{\"name\":\"..\",\"amount\":1,\"period\":\"daily\"}").text("field"))
                .isEqualTo("id");
        assertThat(api.get("/v1/budgets").json().path("budgets").size()).isEqualTo(1);
    }

    @Test
    void alerts_fire_once_and_are_listed() {
        budget("{\"name\":\"b\",\"amount\":10,\"period\":\"daily\",\"alert_thresholds\":[0.5,1]}");
        record("{\"amount\":5}");

        Reply first = api.post("/v1/budgets/check");

        assertThat(first.json().path("alerts").size()).isEqualTo(1);
        assertThat(first.json().path("alerts").get(0).path("message").asString())
                .isEqualTo("Budget 'b' has reached 50% utilization ($5.00/$10.00)");
        assertThat(api.post("/v1/budgets/check").json().path("alerts").size()).isZero();
        assertThat(api.post("/v1/budgets/reset-alerts").json().path("budgets").asInt())
                .isEqualTo(1);
        assertThat(api.post("/v1/budgets/check").json().path("alerts").size()).isEqualTo(1);
        assertThat(api.get("/v1/alerts").json().path("alerts").size()).isEqualTo(2);
    }

    @Test
    void a_check_whose_answer_was_lost_is_asked_again_with_its_key() {
        budget("{\"name\":\"b\",\"amount\":10,\"period\":\"daily\",\"alert_thresholds\":[0.5,1]}");
        record("{\"amount\":5}");
        Reply first = check("k1");
        assertThat(first.json().path("alerts").size()).isEqualTo(1);
        record("{\"amount\":5}");

        assertThat(check("k1").body()).isEqualTo(first.body());
        assertThat(check("k2").json().path("alerts").get(0).path("threshold").asString())
                .isEqualTo("1");
        assertThat(api.post("/v1/budgets/check").json().path("alerts").size()).isZero();
    }

    @Test
    void a_bad_key_of_a_check_is_refused_and_nothing_is_reported() {
        budget("{\"name\":\"b\",\"amount\":10,\"period\":\"daily\",\"alert_thresholds\":[0.5]}");
        record("{\"amount\":5}");

        Reply tooLong = check("k".repeat(201));
        Reply blank = check("");

        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.text("field")).isEqualTo("Idempotency-Key");
        assertThat(tooLong.text("rule")).contains("at most 200 characters");
        assertThat(blank.status()).isEqualTo(400);
        assertThat(blank.text("rule")).isEqualTo("must not be blank");
        assertThat(check("k").json().path("alerts").size()).isEqualTo(1);
    }

    private Reply check(String key) {
        return api.send("POST", "/v1/budgets/check", BodyPublishers.noBody(), "Idempotency-Key", key);
    }

    // ---- the gate ----

    @Test
    void can_spend_says_what_each_budget_says() {
        budget("{\"name\":\"all\",\"amount\":10,\"period\":\"daily\"}");
        budget("{\"name\":\"storage\",\"amount\":1,\"period\":\"daily\",\"category\":\"storage\"}");

        assertThat(canSpend("{\"amount\":2}")).isFalse();
        assertThat(canSpend("{\"amount\":2,\"category\":\"compute\"}")).isTrue();
        assertThat(canSpend("{\"amount\":2,\"budget_id\":\"all\"}")).isTrue();
        assertThat(canSpend("{\"amount\":2,\"budget_id\":\"storage\"}")).isFalse();
        assertThat(api.post("/v1/can-spend", "{\"amount\":2,\"budget_id\":\"none\"}")
                        .status())
                .isEqualTo(404);
        assertThat(api.post("/v1/can-spend", "{\"amount\":-2}").text("field")).isEqualTo("amount");
        assertThat(api.post("/v1/can-spend", "{}").text("field")).isEqualTo("amount");
        assertThat(api.post("/v1/can-spend", "{\"amount\":2,\"budget_id\":\"all\",\"tags\":{}}")
                        .text("field"))
                .isEqualTo("budget_id");
    }

    private boolean canSpend(String question) {
        return api.post("/v1/can-spend", question).json().path("allowed").asBoolean();
    }

    @Test
    void a_reservation_is_granted_committed_once_and_its_rest_is_free() {
        budget("{\"name\":\"b\",\"amount\":1,\"period\":\"daily\"}");

        Reply granted = api.post("/v1/reservations", "{\"id\":\"t/1\",\"amount\":\"0.75\",\"ttl\":60}");

        assertThat(granted.status()).isEqualTo(201);
        assertThat(granted.text("status")).isEqualTo("held");
        assertThat(granted.text("expires_at")).isEqualTo("2026-05-10T12:01:00Z");
        assertThat(api.post("/v1/reservations", "{\"amount\":\"0.75\"}", "Idempotency-Key", "t/1")
                        .status())
                .isEqualTo(200);
        Reply denied = api.post("/v1/reservations", "{\"id\":\"t2\",\"amount\":\"0.26\"}");
        assertThat(denied.status()).isEqualTo(409);
        assertThat(denied.problem()).isEqualTo("budget-exceeded");
        assertThat(denied.json().path("budgets").get(0).path("held").asString()).isEqualTo("0.75");
        assertThat(denied.json().path("budgets").get(0).path("exceeded").asBoolean())
                .isTrue();
        Reply committed = api.post("/v1/reservations/t%2F1/commit", "{\"actual\":\"0.5\",\"resource_id\":\"gpt\"}");
        assertThat(committed.status()).isEqualTo(200);
        assertThat(committed.text("status")).isEqualTo("recorded");
        assertThat(api.post("/v1/reservations/t%2F1/commit", "{\"actual\":\"0.5\",\"resource_id\":\"gpt\"}")
                        .text("status"))
                .isEqualTo("duplicate");
        assertThat(api.post("/v1/reservations/t%2F1/commit", "{\"actual\":\"0.6\"}")
                        .problem())
                .isEqualTo("hold-conflict");
        assertThat(api.get("/v1/reservations/t%2F1").text("status")).isEqualTo("committed");
        assertThat(api.get("/v1/budgets/b").text("remaining")).isEqualTo("0.5");
    }

    @Test
    void a_reservation_is_released_and_nothing_was_spent() {
        budget("{\"name\":\"b\",\"amount\":1,\"period\":\"daily\"}");
        String id = api.post("/v1/reservations", "{\"amount\":1}").text("id");
        assertThat(api.get("/v1/budgets/b").text("held")).isEqualTo("1");

        assertThat(api.post("/v1/reservations/" + id + "/release").text("status"))
                .isEqualTo("released");

        assertThat(api.get("/v1/budgets/b").text("held")).isEqualTo("0");
        assertThat(api.post("/v1/reservations/" + id + "/commit", "{\"actual\":1}")
                        .problem())
                .isEqualTo("hold-conflict");
        assertThat(api.get("/v1/reservations/none").status()).isEqualTo(404);
        assertThat(api.post("/v1/reservations/none/release").status()).isEqualTo(404);
        assertThat(api.post("/v1/reservations/none/commit", "{\"actual\":1}").status())
                .isEqualTo(404);
    }

    @Test
    void a_reservation_that_has_ended_is_not_granted_again_and_its_status_is_told() {
        budget("{\"name\":\"b\",\"amount\":10,\"period\":\"daily\"}");
        service.store()
                .gate()
                .reserve(
                        new HoldRequest(
                                "expired", BigDecimal.TEN, CostCategory.LLM_INFERENCE, Map.of(), Duration.ofMinutes(1)),
                        NOW.minusSeconds(120));
        assertThat(api.post("/v1/reservations", "{\"id\":\"committed\",\"amount\":10}")
                        .status())
                .isEqualTo(201);
        api.post("/v1/reservations/committed/commit", "{\"actual\":0}");
        assertThat(api.post("/v1/reservations", "{\"id\":\"released\",\"amount\":10}")
                        .status())
                .isEqualTo(201);
        api.post("/v1/reservations/released/release");

        for (String status : List.of("expired", "committed", "released")) {
            Reply again = api.post("/v1/reservations", "{\"id\":\"" + status + "\",\"amount\":10}");
            assertThat(again.status()).as(status).isEqualTo(409);
            assertThat(again.problem()).isEqualTo("reservation-ended");
            assertThat(again.text("detail")).contains("'" + status + "' is " + status);
            assertThat(again.json().path("reservation"))
                    .isEqualTo(api.get("/v1/reservations/" + status).json());
            assertThat(again.json().path("reservation").path("status").asString())
                    .isEqualTo(status);
        }
        assertThat(api.get("/v1/budgets/b").text("held")).isEqualTo("0");
        assertThat(api.get("/metrics").body())
                .contains(
                        "cost_reservations_total{outcome=\"ended\"} 3.0",
                        "cost_reservations_total{outcome=\"repeated\"} 0.0");
    }

    @Test
    void zero_is_allowed_and_granted_by_a_budget_that_is_overspent() {
        budget("{\"name\":\"b\",\"amount\":1,\"period\":\"daily\"}");
        record("{\"amount\":\"1.5\"}");

        assertThat(canSpend("{\"amount\":0}")).isTrue();
        assertThat(canSpend("{\"amount\":\"0.00\",\"budget_id\":\"b\"}")).isTrue();
        assertThat(canSpend("{\"amount\":\"0.01\"}")).isFalse();
        assertThat(api.post("/v1/reservations", "{\"amount\":0}").status()).isEqualTo(201);
        assertThat(api.post("/v1/reservations", "{\"amount\":\"0.01\"}").status())
                .isEqualTo(409);
    }

    @Test
    void a_bad_reservation_is_refused() {
        assertThat(api.post("/v1/reservations", "{\"amount\":1,\"ttl\":\"PT25H\"}")
                        .text("field"))
                .isEqualTo("ttl");
        assertThat(api.post("/v1/reservations", "{\"amount\":1,\"ttl\":\"soon\"}")
                        .text("field"))
                .isEqualTo("ttl");
        assertThat(api.post("/v1/reservations", "{\"amount\":1,\"ttl\":1.5}").text("field"))
                .isEqualTo("ttl");
        assertThat(api.post("/v1/reservations", "{\"amount\":-1}").text("field"))
                .isEqualTo("amount");
        assertThat(api.post("/v1/reservations", "{\"id\":\"..\",\"amount\":1}").text("field"))
                .isEqualTo("id");
        String id = api.post("/v1/reservations", "{\"amount\":1}").text("id");
        assertThat(api.post("/v1/reservations/" + id + "/commit", "{}").text("field"))
                .isEqualTo("actual");
        assertThat(api.post("/v1/reservations/" + id + "/commit", "{\"actual\":1,\"colour\":1}")
                        .status())
                .isEqualTo(400);
    }

    // ---- around it ----

    @Test
    void health_metrics_and_info_answer() {
        budget("{\"name\":\"b\",\"amount\":1,\"period\":\"daily\"}");
        record("{\"amount\":\"0.25\"}");
        api.post("/v1/reservations", "{\"amount\":\"0.5\"}");
        api.post("/v1/reservations", "{\"amount\":\"0.5\"}");

        assertThat(api.get("/health/live").text("status")).isEqualTo("up");
        assertThat(api.get("/health/ready").text("status")).isEqualTo("ready");
        assertThat(api.get("/v1/info").text("currency")).isEqualTo("USD");
        assertThat(api.get("/metrics").body())
                .contains(
                        "cost_entries_total{status=\"recorded\"} 1.0",
                        "cost_reservations_total{outcome=\"granted\"} 1.0",
                        "cost_reservations_total{outcome=\"denied\"} 1.0",
                        "cost_budget_spent{budget=\"b\"} 0.25",
                        "cost_budget_held{budget=\"b\"} 0.5",
                        "cost_group_commit_callers_count",
                        "ledger_difference NaN",
                        "cost_http_requests_seconds_count{route=\"recordEntries\",status=\"201\"} 1");
    }

    private static String type(Reply reply) {
        return Bodies.type(reply.header("Content-Type"));
    }

    @Test
    void the_dashboard_and_its_parts_are_served_and_nothing_else_is() {
        Reply page = api.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(type(page)).isEqualTo("text/html");
        assertThat(page.header("Content-Type")).endsWith("charset=utf-8");
        assertThat(type(api.get("/assets/dashboard.js"))).isEqualTo("text/javascript");
        assertThat(type(api.get("/assets/dashboard.css"))).isEqualTo("text/css");
        assertThat(type(api.get("/assets/icon.svg"))).isEqualTo("image/svg+xml");
        assertThat(api.get("/assets/chart.js").body()).contains("Chart.js v4.5.1");
        assertThat(api.get("/assets/index.html").status()).isEqualTo(404);
        assertThat(api.get("/assets/openapi-schemas.json").status()).isEqualTo(404);
    }

    @Test
    void a_query_parameter_that_is_not_known_or_comes_twice_is_refused() {
        assertThat(api.get("/v1/summary?perid=daily").text("value")).isEqualTo("perid");
        assertThat(api.get("/v1/summary?period=daily&period=weekly").text("field"))
                .isEqualTo("period");
        assertThat(api.get("/health/live?x=1").status()).isEqualTo(400);
    }

    @Test
    void a_path_or_method_that_is_not_there_is_a_problem() {
        assertThat(api.get("/v1/nothing").status()).isEqualTo(404);
        assertThat(api.get("/v1/entries/").status()).isEqualTo(404);
        Reply wrong = api.delete("/v1/entries");
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("Allow")).contains("GET", "POST");
        assertThat(wrong.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void every_answer_keeps_browsers_to_this_origin() {
        for (Reply reply : List.of(api.get("/health/live"), api.get("/nowhere"), record("{}"))) {
            assertThat(reply.header("Content-Security-Policy")).contains("default-src 'self'");
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Server")).isEmpty();
        }
    }
}
