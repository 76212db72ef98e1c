package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.RecordResult;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * What a stream is answered: a line for each entry that was not recorded, or for every entry where that is asked for, and the
 * counts of all. Lines have a bound; what is beyond it is left out, and counted. Not thread-safe.
 */
final class StreamAnswers {

    /** The most lines, unless all are asked for. */
    static final int LINES = 10_000;
    /** The most of them that are duplicates: sending a stream again must not hide what is wrong with it. */
    static final int DUPLICATES = 1_000;

    private static final String AGAIN = "the lines up to lines_done were dealt with; send those after it again, which"
            + " records none twice that has an id";
    /** What is true of a stream where another request would be told that nothing was changed, or all or nothing. */
    private static final Map<String, String> DETAILS = Map.of(
            "unavailable", AGAIN,
            "outcome-unknown", AGAIN,
            "store-fault", "the lines up to lines_done were dealt with; the cause is in the service's log");

    private final boolean all;
    private final int mostBytes;
    private final ResultCounts counts = new ResultCounts();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private long read;
    private long lastLine;
    private long leftOut;
    private int told;
    private int duplicates;

    /**
     * @param all whether every entry is answered
     * @param mostBytes the most bytes of lines
     */
    StreamAnswers(boolean all, int mostBytes) {
        this.all = all;
        this.mostBytes = mostBytes;
    }

    /** Adds what became of the entry on a line; lines come in order. */
    void add(long line, RecordResult result) {
        read++;
        lastLine = line;
        counts.add(result);
        if (all) {
            tell(line, CostJson.result(result));
        } else if (result instanceof RecordResult.Duplicate duplicate) {
            duplicates++;
            tellWithin(
                    duplicates <= DUPLICATES,
                    line,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("id", duplicate.entry().id())
                            .put("status", result.status()));
        } else if (!(result instanceof RecordResult.Recorded)) {
            tellWithin(true, line, CostJson.result(result));
        }
    }

    private void tellWithin(boolean room, long line, ObjectNode result) {
        if (room && told < LINES) {
            tell(line, result);
        } else {
            leftOut++;
        }
    }

    private void tell(long line, ObjectNode result) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("line", line);
        answer.setAll(result);
        byte[] json = CostJson.bytes(answer);
        if (lines.size() + json.length >= mostBytes) {
            leftOut++;
            return;
        }
        told++;
        lines.writeBytes(json);
        lines.write('\n');
    }

    private ObjectNode summary() {
        ObjectNode summary = JsonNodeFactory.instance.objectNode().put("read", read);
        summary.setAll(counts.json());
        return summary.put("left_out", leftOut);
    }

    /** The whole answer: the lines, and the summary as the last. */
    byte[] finish() {
        ObjectNode last = JsonNodeFactory.instance.objectNode();
        last.set("summary", summary());
        lines.writeBytes(CostJson.bytes(last));
        lines.write('\n');
        return lines.toByteArray();
    }

    /** What ended the stream early, with how far it was recorded by then, and the answers to that part. */
    Problem stopped(Problem problem) {
        ObjectNode details = problem.details().put("lines_done", lastLine);
        details.put(
                "detail",
                DETAILS.getOrDefault(problem.type(), details.path("detail").asString()));
        details.set("summary", summary());
        String array = lines.toString(StandardCharsets.UTF_8).strip().replace('\n', ',');
        details.set("answers", JsonNodeFactory.instance.rawValueNode(new RawValue("[" + array + "]")));
        return problem;
    }
}
