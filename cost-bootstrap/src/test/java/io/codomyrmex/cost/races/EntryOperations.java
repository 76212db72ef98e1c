package io.codomyrmex.cost.races;

import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Entries, new, repeated, in conflict, alone, in batches, by one thread and by many. */
final class EntryOperations {

    private final RaceThread thread;
    private final List<Posting> recorded = new ArrayList<>();

    EntryOperations(RaceThread thread) {
        this.thread = thread;
    }

    private CostDraft draft(String id, BigDecimal amount) {
        return CostDraft.of(amount)
                .id(id)
                .category(thread.category())
                .resource("r" + thread.random().nextInt(3))
                .tags(Map.of("lane", "open", "team", thread.team()))
                .at(thread.now().minus(Duration.ofMinutes(thread.random().nextInt(150))));
    }

    /** A new entry, or a credit. */
    void record(int i, boolean credit) {
        BigDecimal amount = thread.amount(1_000);
        record(List.of(draft(thread.name() + "-" + i, credit ? amount.negate() : amount)
                .complete("", thread.now())));
    }

    private void record(List<Posting> postings) {
        for (RecordResult result : thread.store().record(postings, thread.now())) {
            if (result instanceof RecordResult.Recorded done) {
                keep(done.entry());
            } else {
                thread.fail("new entry answered with " + result.status());
            }
        }
    }

    private void keep(CostEntry entry) {
        thread.note("recorded", entry.id(), entry.amount().toPlainString());
        recorded.add(new Posting(entry, true));
    }

    /** New entries, the first of them twice, and one that was recorded before with another amount. */
    void recordBatch(int i) {
        List<Posting> batch = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            batch.add(
                    draft(thread.name() + "-" + i + "b" + n, thread.amount(100)).complete("", thread.now()));
        }
        batch.add(batch.get(0));
        List<String> expected = new ArrayList<>(List.of("recorded", "recorded", "recorded", "duplicate"));
        if (!recorded.isEmpty()) {
            Posting old = recorded.get(thread.random().nextInt(recorded.size()));
            batch.add(draft(old.entry().id(), old.entry().amount().add(BigDecimal.ONE))
                    .complete("", thread.now()));
            expected.add("conflict");
        }
        List<RecordResult> results = thread.store().record(batch, thread.now());
        if (!results.stream().map(RecordResult::status).toList().equals(expected)) {
            thread.fail("batch answered with "
                    + results.stream().map(RecordResult::status).toList());
        }
        for (RecordResult result : results.subList(0, 3)) {
            if (result instanceof RecordResult.Recorded done) {
                keep(done.entry());
            }
        }
    }

    /** An entry that was recorded before. */
    void repeat() {
        if (!recorded.isEmpty()) {
            Posting old = recorded.get(thread.random().nextInt(recorded.size()));
            RecordResult result =
                    thread.store().record(List.of(old), thread.now()).get(0);
            if (!(result instanceof RecordResult.Duplicate)) {
                thread.fail("repeated entry answered with " + result.status());
            }
        }
    }

    /** An entry that other threads record too, with the same content: one of all is told that it was new. */
    void recordShared() {
        int number = thread.random().nextInt(RaceThread.SHARED);
        SplittableRandom content = new SplittableRandom(number);
        RecordResult result = thread.store()
                .record(
                        List.of(CostDraft.of(BigDecimal.valueOf(content.nextLong(1, 1_000_000), 4))
                                .id(RaceThread.SHARED_ID + number)
                                .category(RaceThread.category(content))
                                .tags(Map.of("lane", "open"))
                                .at(MixedOperations.START)
                                .complete("", thread.now())),
                        thread.now())
                .get(0);
        if (result instanceof RecordResult.Recorded done) {
            thread.note("recorded", done.entry().id(), done.entry().amount().toPlainString());
        } else if (!(result instanceof RecordResult.Duplicate)) {
            thread.fail("shared entry answered with " + result.status());
        }
    }
}
