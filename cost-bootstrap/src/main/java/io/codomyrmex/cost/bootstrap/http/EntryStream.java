package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.importing.LineReader;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.input.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records NDJSON as it comes, some lines at a time. It is answered when it has ended: a caller that sends all before it reads
 * must not be left waiting by a server that waits to be read. Until then its answers are in memory, within a bound. Each
 * stream holds a thread, so only so many go on at once.
 */
final class EntryStream {

    private static final int BATCH = 1_000; // lines
    private static final int BATCH_CHARACTERS = 4 << 20; // about: the line that goes over it is the last

    private final CostTracker tracker;
    private final ServiceMetrics metrics;
    private final BooleanSupplier stopping;
    private final Semaphore places;

    /**
     * @param streams the most that go on at once
     * @param stopping whether the service stops, and a stream is to end where it is
     */
    EntryStream(CostTracker tracker, ServiceMetrics metrics, int streams, BooleanSupplier stopping) {
        this.tracker = tracker;
        this.metrics = metrics;
        this.places = new Semaphore(streams);
        this.stopping = stopping;
    }

    /**
     * Records a stream.
     *
     * @param answers which entries are answered with a line: {@code all}, or {@code unrecorded}, which null stands for
     */
    void record(Exchange exchange, @Nullable String answers) {
        if (exchange.idempotencyKey() != null) {
            throw new InvalidInputException(
                    "Idempotency-Key", exchange.idempotencyKey(), "must not go with a stream; give each entry its id");
        }
        Limits limits = exchange.limits();
        StreamAnswers told = new StreamAnswers(isAll(answers), limits.answerBytes());
        if (exchange.bodyLength() > limits.streamBytes()) {
            throw told.stopped(tooLong(limits.streamBytes() + " bytes"));
        }
        if (isAll(answers) && exchange.bodyLength() > limits.answerBytes()) {
            throw told.stopped(
                    tooLong(limits.answerBytes() + " bytes if all is to be answered; leave out answers=all"));
        }
        if (!places.tryAcquire()) {
            throw Problem.busy("as many streams as the service takes are being recorded; nothing of this one was");
        }
        try {
            exchange.answer(200, Media.NDJSON, recorded(exchange, told));
        } finally {
            places.release();
        }
    }

    private static boolean isAll(@Nullable String answers) {
        if (answers == null || answers.equals("unrecorded")) {
            return false;
        } else if (answers.equals("all")) {
            return true;
        }
        throw new InvalidInputException("answers", answers, "must be unrecorded or all");
    }

    private static Problem tooLong(String bound) {
        return Problem.tooLarge("a stream must have at most " + bound);
    }

    private byte[] recorded(Exchange exchange, StreamAnswers answers) {
        Limits limits = exchange.limits();
        LineReader lines = new LineReader(Bodies.reader(exchange.body(limits.streamBytes(), limits.streamTime())));
        try {
            long read = 0;
            Batch batch = new Batch();
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (line.isBlank()) {
                    continue;
                }
                if (read == limits.streamLines()) {
                    record(batch, answers);
                    throw tooLong(limits.streamLines() + " lines; send the others as another one");
                }
                batch.add(lines.number(), line);
                read++;
                if (batch.isFull()) {
                    record(batch, answers);
                    batch = new Batch();
                }
            }
            record(batch, answers);
            return answers.finish();
        } catch (CharacterCodingException e) {
            throw answers.stopped(Problems.of(Bodies.notUtf8(e)));
        } catch (IOException e) {
            throw answers.stopped(Problems.of(new UncheckedIOException(e)));
        } catch (RuntimeException e) {
            throw answers.stopped(Problems.of(e));
        }
    }

    private void record(Batch batch, StreamAnswers answers) {
        if (stopping.getAsBoolean()) {
            throw Problem.stopping("the service is stopping; the lines up to lines_done are recorded");
        }
        List<RecordResult> results = tracker.offerEach(batch.drafts);
        for (int i = 0; i < results.size(); i++) {
            metrics.recorded(results.get(i));
            answers.add(batch.numbers.get(i), results.get(i));
        }
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
