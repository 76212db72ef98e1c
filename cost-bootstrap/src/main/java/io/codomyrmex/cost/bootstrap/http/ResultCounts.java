package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.entry.RecordResult;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How many offers came to what. Not thread-safe. */
final class ResultCounts {

    private long recorded;
    private long duplicates;
    private long conflicts;
    private long rejected;

    void add(RecordResult result) {
        if (result instanceof RecordResult.Recorded) {
            recorded++;
        } else if (result instanceof RecordResult.Duplicate) {
            duplicates++;
        } else if (result instanceof RecordResult.Conflict) {
            conflicts++;
        } else {
            rejected++;
        }
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("recorded", recorded)
                .put("duplicates", duplicates)
                .put("conflicts", conflicts)
                .put("rejected", rejected);
    }
}
