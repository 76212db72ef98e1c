package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.RecordResult;
import java.util.Currency;
import java.util.List;

/** What became of an entry. */
public final class EntryView {

    /** The fields of an answer to recording, as JSON names them. */
    public static final List<String> FIELDS = List.of(
            "id", "amount", "category", "description", "resource_id", "tags", "metadata", "timestamp", "status");

    private EntryView() {}

    /** One line. */
    public static String line(RecordResult result, Currency currency) {
        if (result instanceof RecordResult.Recorded recorded) {
            return "recorded " + of(recorded.entry(), currency);
        } else if (result instanceof RecordResult.Duplicate duplicate) {
            return "duplicate of " + of(duplicate.entry(), currency);
        }
        throw new IllegalArgumentException("status '" + result.status() + "' has no entry");
    }

    private static String of(CostEntry entry, Currency currency) {
        return Shown.line(entry.id()) + ": " + Shown.amount(entry.amount()) + " " + currency + ", "
                + entry.category().wireName() + ", " + entry.timestamp() + "\n";
    }
}
