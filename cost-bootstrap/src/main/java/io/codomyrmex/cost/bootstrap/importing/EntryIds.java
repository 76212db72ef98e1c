package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * Gives ids to imported entries that have none. They follow from the checked and canonical content, so that neither the
 * order of fields nor the spelling of a number or an instant makes another entry of it.
 */
final class EntryIds {

    private final ContentIds ids;

    EntryIds(String prefix) {
        this.ids = new ContentIds(prefix);
    }

    /**
     * The draft with an id.
     *
     * @throws io.codomyrmex.cost.input.InvalidInputException if the draft lacks an id and a field breaks its rule
     */
    CostDraft identified(CostDraft draft) {
        if (draft.id() != null) {
            return draft;
        }
        CostEntry entry = draft.complete("none", Instant.EPOCH).entry();
        JsonNode metadata = CostJson.entry(entry).get("metadata");
        ids.add("amount", entry.amount().toPlainString());
        ids.add("category", entry.category().wireName());
        ids.add("description", entry.description());
        ids.add("resource_id", entry.resourceId());
        ids.add("metadata", CostJson.text(metadata));
        ids.add("timestamp", entry.timestamp().toString());
        entry.tags().forEach((key, value) -> ids.add("tag:" + key, value));
        return draft.id(ids.next());
    }
}
