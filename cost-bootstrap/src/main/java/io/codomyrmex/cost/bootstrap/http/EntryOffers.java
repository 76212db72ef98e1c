package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.input.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Several entries that are offered together: what cannot be read is rejected in its place. Not thread-safe. */
final class EntryOffers {

    private final List<CostDraft> drafts = new ArrayList<>();
    private final List<@Nullable RecordResult> results = new ArrayList<>();

    /** An entry as a caller gives it, with the id that was given beside it. */
    static CostDraft draft(JsonNode entry, @Nullable String key) {
        CostDraft draft = CostJson.readDraft(entry);
        String id = CostJson.oneId(draft.id(), key);
        return id == null ? draft : draft.id(id);
    }

    void add(JsonNode entry) {
        try {
            drafts.add(CostJson.readDraft(entry));
            results.add(null); // known once the ledger has answered
        } catch (InvalidInputException e) {
            reject(e);
        }
    }

    void reject(InvalidInputException error) {
        results.add(new RecordResult.Rejected(error));
    }

    int size() {
        return results.size();
    }

    /** Offers all in one transaction; one result for each that was added. */
    List<RecordResult> offerTo(CostTracker tracker) {
        return inPlace(tracker.offerAll(drafts));
    }

    /** The same, without a thread that waits. */
    CompletableFuture<List<RecordResult>> offerAsyncTo(CostTracker tracker) {
        return tracker.offerAllAsync(drafts).thenApply(this::inPlace);
    }

    private List<RecordResult> inPlace(List<RecordResult> answers) {
        List<RecordResult> all = new ArrayList<>(results.size());
        int answered = 0;
        for (RecordResult result : results) {
            all.add(result == null ? answers.get(answered++) : result);
        }
        return all;
    }
}
