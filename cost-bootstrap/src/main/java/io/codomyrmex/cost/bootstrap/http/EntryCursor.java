package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.input.TextRule;
import io.codomyrmex.cost.store.EntryQuery;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The place in the order of entries where a page ends, as callers hand it back: opaque to them. */
final class EntryCursor {

    private EntryCursor() {}

    static String after(CostEntry last) {
        String place = last.timestamp() + " " + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    static EntryQuery.Position read(String cursor) {
        try {
            String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int blank = place.indexOf(' ');
            if (blank > 0) {
                String id = TextRule.bounded("after", place.substring(blank + 1), CostEntry.MAX_ID);
                return new EntryQuery.Position(Instant.parse(place.substring(0, blank)), id);
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw invalid(cursor, e);
        }
        throw invalid(cursor, null);
    }

    private static InvalidInputException invalid(String cursor, @Nullable Exception cause) {
        return new InvalidInputException("after", cursor, "must be the next of an answer", cause);
    }
}
