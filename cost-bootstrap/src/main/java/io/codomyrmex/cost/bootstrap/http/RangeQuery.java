package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.bootstrap.input.Moments;
import io.codomyrmex.cost.bootstrap.input.Pairs;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.summary.Top;
import io.codomyrmex.cost.time.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters that say which entries are meant: {@code from to zone category resource_id tag}. */
final class RangeQuery {

    private RangeQuery() {}

    /** A route that takes {@code category}, {@code resource_id} and {@code tag}. */
    static Route filtered(Route route) {
        return route.query("category", "Category", "only this category")
                .query("resource_id", "Text", "only this resource")
                .queries(
                        "tag",
                        "Text",
                        "only entries with this tag, KEY=VALUE (in the key \\= is an equals sign and \\\\ a backslash); if"
                                + " repeated, with all of them");
    }

    /** A route that takes {@code from}, {@code to} and {@code zone}. */
    static Route ranged(Route route) {
        return route.query("from", "Moment", "from this moment on: a date, or a date-time with offset")
                .query("to", "Moment", "up to this moment, without it")
                .query("zone", "Zone", "where days, weeks and months start; by default the service's zone");
    }

    static ZoneId zone(Exchange exchange, ZoneId otherwise) {
        String zone = exchange.query("zone");
        return zone == null ? otherwise : CostJson.readZone("zone", zone);
    }

    static @Nullable Instant moment(Exchange exchange, String name, ZoneId zone) {
        String text = exchange.query(name);
        return text == null ? null : Moments.of(name, text, zone);
    }

    /** The range asked for; all time where an end is not given. */
    static TimeRange range(Exchange exchange, ZoneId zone) {
        Instant from = moment(exchange, "from", zone);
        Instant to = moment(exchange, "to", zone);
        return new TimeRange(from == null ? TimeRange.ALL.start() : from, to == null ? TimeRange.ALL.end() : to);
    }

    static CostFilter filter(Exchange exchange) {
        String category = exchange.query("category");
        return new CostFilter(
                category == null ? null : CostCategory.of("category", category),
                exchange.query("resource_id"),
                Pairs.of("tag", exchange.queries("tag")));
    }

    /** A route that takes {@code top}. */
    static Route limited(Route route) {
        return route.query(
                "top",
                "Top",
                "only this many groups of each breakdown, those whose sums are furthest from zero; the others are one figure,"
                        + " rest, with their number");
    }

    static @Nullable Top top(Exchange exchange) {
        String text = exchange.query("top");
        return text == null ? null : Top.of("top", text);
    }

    /** How many to answer with. */
    static int limit(Exchange exchange, int otherwise, int most) {
        String text = exchange.query("limit");
        if (text == null) {
            return otherwise;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw badLimit(text, most, e);
        }
        throw badLimit(text, most, null);
    }

    private static InvalidInputException badLimit(String text, int most, @Nullable Exception cause) {
        return new InvalidInputException("limit", text, "must be a whole number from 1 to " + most, cause);
    }
}
