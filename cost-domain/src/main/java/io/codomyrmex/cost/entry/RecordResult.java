package io.codomyrmex.cost.entry;

import io.codomyrmex.cost.input.InvalidInputException;

/** How one offer to the ledger ended. */
public sealed interface RecordResult {

    /** The status on the wire: {@code recorded}, {@code duplicate}, {@code conflict} or {@code rejected}. */
    String status();

    /** New: the entry is durable in the store. */
    record Recorded(CostEntry entry) implements RecordResult {
        @Override
        public String status() {
            return "recorded";
        }
    }

    /** The same id and content was accepted before; nothing changed. Holds the stored entry. */
    record Duplicate(CostEntry entry) implements RecordResult {
        @Override
        public String status() {
            return "duplicate";
        }
    }

    /** The id was accepted before with other content; nothing changed. Holds what is stored and what was offered. */
    record Conflict(CostEntry stored, CostEntry offered) implements RecordResult {
        @Override
        public String status() {
            return "conflict";
        }
    }

    /** The input breaks a rule; nothing was stored. */
    record Rejected(InvalidInputException error) implements RecordResult {
        @Override
        public String status() {
            return "rejected";
        }
    }
}
