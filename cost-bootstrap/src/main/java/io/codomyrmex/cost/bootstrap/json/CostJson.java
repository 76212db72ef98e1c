package io.codomyrmex.cost.bootstrap.json;

import io.codomyrmex.cost.alert.AlertEvent;
import io.codomyrmex.cost.bootstrap.importing.ImportReport;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendAnswer;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.Verification;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.TimeSeries;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the project's JSON. Thread-safe. */
public final class CostJson {

    private static final JsonMapper WRITER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    // +02, +0200 and +02:00 are all ISO 8601, but no one pattern takes all three.
    private static final DateTimeFormatter OFFSET = new DateTimeFormatterBuilder()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalStart()
            .parseLenient()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .toFormatter();

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .append(OFFSET)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private CostJson() {}

    // ---- reading ----

    /**
     * Reads one JSON value: numbers exactly, no key twice in an object, at most 32 levels deep, at most 128
     * characters in a number, nothing after the value.
     *
     * @param field what an error calls the text, for example {@code body}
     * @throws InvalidInputException if the text breaks one of these rules
     */
    public static JsonNode parse(String field, String json) {
        return StrictJson.parse(field, json);
    }

    /**
     * Reads an entry; see {@link #readDraft(JsonNode)}.
     *
     * @throws InvalidInputException if the text is not strict JSON or not an entry
     */
    public static CostDraft readDraft(String json) {
        return readDraft(StrictJson.parse("entry", json));
    }

    /**
     * Reads an entry: an object of {@code id amount category description resource_id tags metadata timestamp} and
     * nothing else. The amount is a decimal as text, or a number; a field that is null counts as not given. Whether
     * the values obey the ledger's rules shows when the draft is recorded.
     *
     * @param entry as {@link #parse} gives it
     * @throws InvalidInputException if it is not such an object, naming the field
     */
    public static CostDraft readDraft(JsonNode entry) {
        return DraftReader.read(entry);
    }

    /**
     * Reads a flat JSON object with scalar values as texts: numbers as they are written, {@code true} and {@code
     * false}, and null as the empty text. Keys are left as they are.
     *
     * @param field what an error calls the text
     * @throws InvalidInputException if it is not such an object, or has a key twice
     */
    public static Map<String, String> readTexts(String field, String json) {
        return StrictJson.texts(field, json);
    }

    /**
     * Reads a JSON object as metadata.
     *
     * @param field what an error calls the text
     * @throws InvalidInputException if it is not strict JSON or not an object
     */
    public static Map<String, @Nullable Object> readMetadata(String field, String json) {
        return DraftReader.metadata(field, StrictJson.parse(field, json));
    }

    /**
     * Reads what is decided about a budget: {@code name amount period} and, if it is not to be the default, {@code id zone
     * category tags alert_thresholds enforced}. Fields that only an answer has are ignored.
     *
     * @param budget as {@link #parse} gives it
     * @param id the id that it must have; null to take the one given, else the one that the name gives
     * @param zone the zone of a budget that names none
     * @throws InvalidInputException for the first field that breaks its rule
     */
    public static BudgetSpec readBudget(JsonNode budget, @Nullable String id, ZoneId zone) {
        return BudgetReader.read(budget, id, zone);
    }

    /**
     * Reads what is asked of the gate: {@code amount}, and either {@code budget_id} or {@code category tags}.
     *
     * @throws InvalidInputException for the first field that breaks its rule
     */
    public static SpendQuestion readQuestion(JsonNode question) {
        return GateReader.question(question);
    }

    /**
     * Reads a reservation: {@code id amount category tags ttl}; the ttl in whole seconds or as ISO 8601.
     *
     * @param key the id that was given beside it; null for none
     * @param newId makes an id if none was given
     * @throws InvalidInputException for the first field that breaks its rule
     */
    public static HoldRequest readReservation(JsonNode reservation, @Nullable String key, Supplier<String> newId) {
        return GateReader.request(reservation, key, newId);
    }

    /**
     * Reads what was spent of a hold: {@code actual description resource_id metadata timestamp}.
     *
     * @throws InvalidInputException for the first field that breaks its rule
     */
    public static HoldCommit readCommit(String holdId, JsonNode commit) {
        return GateReader.commit(holdId, commit);
    }

    /**
     * The id that was given, in the body or beside it; null if none was.
     *
     * @throws InvalidInputException if both were, and differ
     */
    public static @Nullable String oneId(@Nullable String inBody, @Nullable String key) {
        if (inBody != null && key != null && !inBody.equals(key)) {
            throw new InvalidInputException("id", inBody, "must be the Idempotency-Key if both are given");
        }
        return inBody == null ? key : inBody;
    }

    /**
     * Reads a time zone; UTC in any of its names is UTC.
     *
     * @throws InvalidInputException if there is none with this id
     */
    public static ZoneId readZone(String field, String text) {
        return BudgetReader.zone(field, text);
    }

    /**
     * Reads an instant: ISO 8601 with date, time and {@code Z} or an offset from UTC.
     *
     * @throws InvalidInputException if the text is null or anything else
     */
    public static Instant readInstant(String field, @Nullable String text) {
        if (text == null) {
            throw new InvalidInputException(field, null, "must be given");
        }
        try {
            return ISO.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    field, text, "must be ISO 8601 with Z or an offset, like 2026-03-01T12:00:00Z", e);
        }
    }

    // ---- writing ----

    /** Compact JSON of what one of the other methods made; numbers in plain notation. */
    public static String text(JsonNode node) {
        return WRITER.writeValueAsString(node);
    }

    /** The same in UTF-8. */
    public static byte[] bytes(JsonNode node) {
        return WRITER.writeValueAsBytes(node);
    }

    /** {@code id amount category description resource_id tags metadata timestamp}. */
    public static ObjectNode entry(CostEntry entry) {
        return EntryWriter.entry(entry);
    }

    /**
     * What became of an offer: the stored entry with a {@code status}; for a conflict {@code id status error}, for a
     * rejected offer {@code status error}.
     */
    public static ObjectNode result(RecordResult result) {
        return EntryWriter.result(result);
    }

    /**
     * {@code total entry_count period_start period_end by_category by_resource by_tag}; an end of the range that is the
     * ledger's own is null.
     */
    public static ObjectNode summary(CostSummary summary) {
        return SummaryWriter.summary(summary);
    }

    /** {@code points}, each with {@code period_start period_end total by_group}. */
    public static ObjectNode series(TimeSeries series) {
        return SummaryWriter.series(series);
    }

    /** {@code clean entries total sums differences}, each difference with {@code what key expected actual}. */
    public static ObjectNode verification(Verification verification) {
        return SummaryWriter.verification(verification);
    }

    /**
     * {@code id name amount period zone category tags alert_thresholds enforced period_start period_end spent held
     * remaining utilization}; the category is null if the budget covers all.
     */
    public static ObjectNode budget(BudgetStatus status) {
        return BudgetWriter.budget(status);
    }

    /**
     * {@code allowed} and {@code budgets}, each with {@code id limit spent held remaining period_end exceeded}.
     */
    public static ObjectNode answer(SpendAnswer answer) {
        return BudgetWriter.answer(answer);
    }

    /** {@code id status amount expires_at}. */
    public static ObjectNode reservation(Hold hold) {
        return HoldWriter.hold(hold);
    }

    /**
     * {@code id status amount expires_at budgets}, the budgets as in {@link #answer}; none of them for a hold of before. Of a
     * denial the status is {@code denied}, {@code expires_at} is null, and {@code reason} says why. If the store did not answer
     * the status is {@code unavailable} or {@code outcome_unknown}, {@code expires_at} is null, and there are no budgets.
     */
    public static ObjectNode reservation(HoldRequest request, SpendDecision decision) {
        return HoldWriter.decision(request, decision);
    }

    /**
     * {@code budget_id threshold current_spend budget_amount utilization message period_start timestamp late}.
     */
    public static ObjectNode alert(BudgetAlert alert) {
        return BudgetWriter.alert(alert);
    }

    /**
     * An alert with {@code id}, the event's, and {@code deliveries}, each with {@code target state attempts next_attempt_at
     * delivered_at last_error}.
     */
    public static ObjectNode event(AlertEvent event) {
        return BudgetWriter.event(event);
    }

    /** {@code read recorded duplicates rejected total}. */
    public static ObjectNode report(ImportReport report) {
        return SummaryWriter.report(report);
    }
}
