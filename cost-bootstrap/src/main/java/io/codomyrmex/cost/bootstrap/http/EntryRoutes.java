package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.exporting.EntryCsv;
import io.codomyrmex.cost.bootstrap.exporting.EntryWriter;
import io.codomyrmex.cost.bootstrap.http.Route.Typed;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.EntryConflictException;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.EntryQuery;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Recording entries and listing them. */
final class EntryRoutes {

    /** The most entries of an array. */
    static final int MAX_ARRAY = 10_000;

    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    private final CostTracker tracker;
    private final ZoneId zone;
    private final ServiceMetrics metrics;
    private final EntryStream stream;

    EntryRoutes(CostTracker tracker, ZoneId zone, ServiceMetrics metrics, EntryStream stream) {
        this.tracker = tracker;
        this.zone = zone;
        this.metrics = metrics;
        this.stream = stream;
    }

    List<Route> routes() {
        Route record = Route.of(
                        "POST",
                        "/v1/entries",
                        "recordEntries",
                        "Records one entry, an array of up to 10,000, or a stream of them.",
                        this::record)
                .roles(Role.RECORD)
                .header("Idempotency-Key", "Id", "the id of a single entry, if its body has none")
                .query(
                        "answers",
                        "Answers",
                        "which entries of a stream are answered with a line; unrecorded by default")
                .body(new Typed(Media.JSON, "EntryOrEntries"), new Typed(Media.NDJSON, "EntryLine"))
                .answers(201, "RecordResult", "a single entry was recorded")
                .answers(
                        200,
                        "a single entry was there already, or what became of each of several",
                        new Typed(Media.JSON, "RecordResultOrResults"),
                        new Typed(Media.NDJSON, "RecordResultLine"))
                .refuses(409, "the id of a single entry is taken by another")
                .refuses(413, "too large; of a stream, the lines up to lines_done are recorded")
                .refuses(503, "busy: too many streams at once; or unavailable, stopping or outcome-unknown");
        Route list = Route.of("GET", "/v1/entries", "listEntries", "Entries in the order of their time.", this::list)
                .roles(Role.READ)
                .query("limit", "Limit", "the most entries to answer with; 100 by default")
                .query("after", "Cursor", "the next of the page before")
                .answers(
                        200,
                        "a page; where there is more, the CSV has its cursor in the header Cost-Next",
                        new Typed(Media.JSON, "EntryPage"),
                        new Typed(Media.CSV, "CsvText"));
        return List.of(record, RangeQuery.filtered(RangeQuery.ranged(list)));
    }

    private void record(Exchange exchange) {
        String answers = exchange.query("answers");
        if (exchange.bodyType().equals(Media.NDJSON)) {
            stream.record(exchange, answers);
            return;
        }
        if (answers != null) {
            throw new InvalidInputException("answers", answers, "must go with " + Media.NDJSON + " alone");
        }
        JsonNode body = exchange.json();
        if (body.isArray()) {
            recordAll(exchange, body);
        } else {
            recordOne(exchange, body);
        }
    }

    private void recordOne(Exchange exchange, JsonNode body) {
        exchange.answerOn(
                tracker.offerAsync(draft(body, exchange.idempotencyKey())), result -> answerOne(exchange, result));
    }

    /** An entry as a caller gives it, with the id that was given beside it. */
    private static CostDraft draft(JsonNode entry, @Nullable String key) {
        CostDraft draft = CostJson.readDraft(entry);
        String id = CostJson.oneId(draft.id(), key);
        return id == null ? draft : draft.id(id);
    }

    private void answerOne(Exchange exchange, RecordResult result) {
        metrics.recorded(result);
        if (result instanceof RecordResult.Rejected rejected) {
            throw rejected.error();
        } else if (result instanceof RecordResult.Conflict conflict) {
            throw new EntryConflictException(conflict.stored(), conflict.offered());
        }
        exchange.answer(result instanceof RecordResult.Recorded ? 201 : 200, CostJson.result(result));
    }

    private void recordAll(Exchange exchange, JsonNode body) {
        if (body.size() > MAX_ARRAY) {
            throw new InvalidInputException(
                    "body", body.size() + " entries", "must have at most " + MAX_ARRAY + "; send more as NDJSON");
        }
        if (exchange.idempotencyKey() != null) {
            throw new InvalidInputException(
                    "Idempotency-Key", exchange.idempotencyKey(), "must not go with an array; give each entry its id");
        }
        List<Supplier<CostDraft>> drafts = body.values().stream()
                .<Supplier<CostDraft>>map(entry -> () -> CostJson.readDraft(entry))
                .toList();
        exchange.answerOn(tracker.offerEachAsync(drafts), results -> answerAll(exchange, results));
    }

    private void answerAll(Exchange exchange, List<RecordResult> results) {
        ResultCounts counts = new ResultCounts();
        ArrayNode array = JsonNodeFactory.instance.arrayNode(results.size());
        for (RecordResult result : results) {
            metrics.recorded(result);
            counts.add(result);
            array.add(CostJson.result(result));
        }
        ObjectNode answer = counts.json();
        answer.set("results", array);
        exchange.answer(200, answer);
    }

    private void list(Exchange exchange) {
        ZoneId asked = RangeQuery.zone(exchange, zone);
        int limit = RangeQuery.limit(exchange, PAGE, MAX_PAGE);
        String after = exchange.query("after");
        List<CostEntry> found = new ArrayList<>(tracker.entries(new EntryQuery(
                RangeQuery.range(exchange, asked),
                RangeQuery.filter(exchange),
                after == null ? null : EntryCursor.read(after),
                limit + 1)));
        boolean more = found.size() > limit;
        List<CostEntry> page = more ? found.subList(0, limit) : found;
        String next = more ? EntryCursor.after(page.get(limit - 1)) : null;
        if (Accepts.csv(exchange.header("Accept"))) {
            if (next != null) {
                exchange.set("Cost-Next", next);
            }
            StringWriter text = new StringWriter();
            write(page, new EntryCsv(text));
            exchange.answer(200, Media.CSV + "; charset=utf-8; header=present", text.toString());
            return;
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = answer.putArray("entries");
        page.forEach(entry -> entries.add(CostJson.entry(entry)));
        exchange.answer(200, answer.put("next", next));
    }

    private static void write(List<CostEntry> entries, EntryWriter writer) {
        try {
            for (CostEntry entry : entries) {
                writer.write(entry);
            }
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
