package io.codomyrmex.cost.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.time.TimeRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** What a {@link LoadWorker} said until it died, and whether the ledger agrees. */
final class WorkerJournal {

    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Map<String, BigDecimal> offered = new HashMap<>();
    private final Map<String, BigDecimal> recorded = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Set<String> held = new HashSet<>();
    private final Set<String> released = new HashSet<>();

    /** Reads until the worker has died and the pipe is empty. */
    void readAll(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case LoadWorker.OFFERED -> offered.put(words[1], new BigDecimal(words[2]));
                case LoadWorker.RECORDED -> recorded.put(words[1], new BigDecimal(words[2]));
                case LoadWorker.ASKED -> asked.add(words[1]);
                case LoadWorker.HELD -> held.add(words[1]);
                case LoadWorker.RELEASED -> released.add(words[1]);
                default -> throw new IllegalStateException("the worker said: " + line);
            }
            acknowledged.set(recorded.size() + held.size() + released.size());
        }
    }

    /** How many operations were acknowledged so far: entries, holds granted and holds freed. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** How many entries were offered without an acknowledgement: they may be there or not. */
    int inDoubt() {
        return offered.size() - recorded.size();
    }

    /**
     * Holds the ledger against what was said.
     *
     * @param now the time of the worker's clock; no other worker had the same
     */
    void assertKept(CostStore store, Instant now) {
        Map<String, BigDecimal> stored = Books.entries(store, new TimeRange(now, now.plusNanos(1_000)));
        assertThat(stored).as("what was acknowledged").containsAllEntriesOf(recorded);
        assertThat(offered).as("what was offered").containsAllEntriesOf(stored);
        assertBatchesWhole(stored.keySet());
        for (String id : asked) {
            Optional<Hold> hold = store.gate().find(id, now);
            assertThat(hold.isPresent()).as("hold %s", id).isIn(true, held.contains(id));
            hold.ifPresent(found -> assertThat(found.status())
                    .as("hold %s", id)
                    .isIn(stored.containsKey(id) ? List.of(HoldStatus.COMMITTED) : uncommitted(id)));
        }
        assertThat(store.verify().differences()).isEmpty();
        Books.assertNothingHeld(store, now.plus(Books.TTL));
    }

    private List<HoldStatus> uncommitted(String id) {
        return released.contains(id)
                ? List.of(HoldStatus.RELEASED)
                : List.of(HoldStatus.HELD, HoldStatus.RELEASED); // the release may have been under way
    }

    private static void assertBatchesWhole(Set<String> ids) {
        Map<String, Integer> missing = new HashMap<>();
        for (String id : ids) {
            String[] parts = id.split(LoadWorker.BATCH);
            if (parts.length == 3) {
                missing.merge(parts[0], Integer.parseInt(parts[2]) - 1, (left, size) -> left - 1);
            }
        }
        assertThat(missing)
                .allSatisfy((batch, left) ->
                        assertThat(left).as("missing items of batch %s", batch).isZero());
    }
}
