package io.codomyrmex.cost.application;

import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.input.InvalidInputException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Drafts that are offered together: what breaks a rule is rejected in its place, the rest is for the store to answer. */
final class Offer {

    private final List<@Nullable RecordResult> rejected; // null where the store is to answer
    private final List<Posting> postings;

    Offer(List<Supplier<CostDraft>> drafts, IdSource ids, Instant now) {
        rejected = new ArrayList<>(drafts.size());
        postings = new ArrayList<>(drafts.size());
        for (Supplier<CostDraft> each : drafts) {
            try {
                CostDraft draft = each.get();
                postings.add(draft.complete(draft.id() == null ? ids.next() : draft.id(), now));
                rejected.add(null);
            } catch (InvalidInputException e) {
                rejected.add(new RecordResult.Rejected(e));
            }
        }
    }

    /** Whether there is nothing for the store. */
    boolean isEmpty() {
        return postings.isEmpty();
    }

    List<Posting> postings() {
        return postings;
    }

    /** One result for each draft, in their order, from the store's answers to the postings. */
    List<RecordResult> results(List<RecordResult> answers) {
        Iterator<RecordResult> next = answers.iterator();
        return rejected.stream()
                .map(known -> known == null ? next.next() : known)
                .toList();
    }
}
