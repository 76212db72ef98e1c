package io.codomyrmex.cost.bootstrap.json;

import static io.codomyrmex.cost.bootstrap.json.EntryWriter.decimal;

import io.codomyrmex.cost.bootstrap.importing.ImportReport;
import io.codomyrmex.cost.store.LedgerDifference;
import io.codomyrmex.cost.store.Verification;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.Rest;
import io.codomyrmex.cost.summary.TimeSeries;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what was added up. */
final class SummaryWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SummaryWriter() {}

    static ObjectNode summary(CostSummary summary) {
        ObjectNode node =
                NODES.objectNode().put("total", decimal(summary.total())).put("entry_count", summary.entryCount());
        end(node, "period_start", summary.range().start(), TimeRange.ALL.start());
        end(node, "period_end", summary.range().end(), TimeRange.ALL.end());
        ObjectNode byCategory = node.putObject("by_category");
        summary.byCategory().forEach((category, sum) -> byCategory.put(category.wireName(), decimal(sum)));
        sums(node.putObject("by_resource"), summary.byResource());
        ObjectNode byTag = node.putObject("by_tag");
        summary.byTag().forEach((key, sums) -> sums(byTag.putObject(key), sums));
        CostSummary.Rests rests = summary.rests();
        if (rests != null) {
            rests(node.putObject("rest"), rests);
        }
        return node;
    }

    private static void rests(ObjectNode node, CostSummary.Rests rests) {
        rest(node.putObject("by_category"), rests.byCategory());
        rest(node.putObject("by_resource"), rests.byResource());
        ObjectNode byTag = node.putObject("by_tag");
        rests.byTag().forEach((key, rest) -> rest(byTag.putObject(key), rest));
    }

    private static void rest(ObjectNode node, Rest rest) {
        node.put("amount", decimal(rest.amount())).put("groups", rest.groups());
    }

    static ObjectNode series(TimeSeries series) {
        ObjectNode node = NODES.objectNode();
        ArrayNode points = node.putArray("points");
        for (TimeSeries.Point point : series.points()) {
            ObjectNode one = points.addObject()
                    .put("period_start", point.range().start().toString())
                    .put("period_end", point.range().end().toString())
                    .put("total", decimal(point.total()));
            sums(one.putObject("by_group"), point.byGroup());
            if (series.restGroups() != null) {
                one.put("rest", decimal(point.rest()));
            }
        }
        if (series.restGroups() != null) {
            node.put("rest_groups", series.restGroups());
        }
        return node;
    }

    static ObjectNode verification(Verification verification) {
        ObjectNode node = NODES.objectNode()
                .put("clean", verification.clean())
                .put("entries", verification.entries())
                .put("total", decimal(verification.total()))
                .put("sums", verification.sums());
        ArrayNode differences = node.putArray("differences");
        for (LedgerDifference difference : verification.differences()) {
            differences
                    .addObject()
                    .put("what", difference.what())
                    .put("key", difference.key())
                    .put("expected", decimal(difference.expected()))
                    .put("actual", decimal(difference.actual()));
        }
        return node;
    }

    static ObjectNode report(ImportReport report) {
        return NODES.objectNode()
                .put("read", report.read())
                .put("recorded", report.recorded())
                .put("duplicates", report.duplicates())
                .put("rejected", report.rejected())
                .put("total", decimal(report.total()));
    }

    private static void end(ObjectNode node, String name, Instant end, Instant open) {
        if (end.equals(open)) {
            node.putNull(name);
        } else {
            node.put(name, end.toString());
        }
    }

    private static void sums(ObjectNode node, Map<String, BigDecimal> sums) {
        sums.forEach((key, sum) -> node.put(key, decimal(sum)));
    }
}
