package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.importing.LineReader;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.CostException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records NDJSON as it comes, some lines at a time. Answers are kept in a file until the stream has ended: a caller that
 * sends all before it reads must not be left waiting by a server that waits to be read.
 */
final class EntryStream {

    private static final int BATCH = 1_000; // lines
    private static final int BATCH_CHARACTERS = 4 << 20; // about: the line that goes over it is the last

    private final CostTracker tracker;
    private final ServiceMetrics metrics;

    EntryStream(CostTracker tracker, ServiceMetrics metrics) {
        this.tracker = tracker;
        this.metrics = metrics;
    }

    void record(Exchange exchange) {
        if (exchange.idempotencyKey() != null) {
            throw new InvalidInputException(
                    "Idempotency-Key", exchange.idempotencyKey(), "must not go with a stream; give each entry its id");
        }
        try {
            Path answers = Files.createTempFile("cost-answers", ".ndjson");
            try {
                recordTo(answers, exchange);
            } catch (IOException | RuntimeException e) {
                Files.delete(answers);
                throw e;
            }
            exchange.answer(200, Media.NDJSON, Files.newInputStream(answers, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void recordTo(Path answers, Exchange exchange) throws IOException {
        long answered = 0;
        Limits limits = exchange.limits();
        LineReader lines = new LineReader(Bodies.reader(exchange.body(limits.streamBytes(), limits.streamTime())));
        try (BufferedWriter out = Files.newBufferedWriter(answers)) {
            Batch batch = new Batch();
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    batch.add(lines.number(), line);
                }
                if (batch.isFull()) {
                    answered += write(batch, out);
                    batch = new Batch();
                }
            }
            write(batch, out);
        } catch (CharacterCodingException e) {
            throw stopped(Problems.of(Bodies.notUtf8(e)), answered);
        } catch (Problem | CostException e) {
            throw stopped(Problems.of(e), answered);
        }
    }

    /** What ended the stream, and how far it was recorded by then. */
    private static Problem stopped(Problem problem, long answered) {
        problem.details().put("lines_done", answered);
        return problem;
    }

    private int write(Batch batch, BufferedWriter out) throws IOException {
        List<RecordResult> results = tracker.offerEach(batch.drafts);
        for (int i = 0; i < results.size(); i++) {
            metrics.recorded(results.get(i));
            ObjectNode answer = JsonNodeFactory.instance.objectNode().put("line", batch.numbers.get(i));
            answer.setAll(CostJson.result(results.get(i)));
            out.write(CostJson.text(answer));
            out.write('\n');
        }
        return results.size();
    }

    /** Lines that are recorded together. */
    private static final class Batch {

        private final List<Supplier<CostDraft>> drafts = new ArrayList<>();
        private final List<Long> numbers = new ArrayList<>();
        private long characters;

        boolean isFull() {
            return numbers.size() >= BATCH || characters >= BATCH_CHARACTERS;
        }

        void add(long number, String line) {
            characters += line.length();
            numbers.add(number);
            drafts.add(() -> read(line));
        }

        private static CostDraft read(String line) {
            if (line.length() > LineReader.MAX) {
                throw new InvalidInputException("line", line, "must have at most " + LineReader.MAX + " characters");
            }
            return CostJson.readDraft(CostJson.parse("line", line));
        }
    }
}
