package io.codomyrmex.cost.bootstrap.json;

import io.codomyrmex.cost.bootstrap.settings.Zones;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes decisions about budgets of strict JSON trees. */
final class BudgetReader {

    /** What a caller decides, and then what an answer adds to it: ignored, so that an answer can be changed and sent back. */
    private static final Set<String> FIELDS = new LinkedHashSet<>(List.of(
            "id",
            "name",
            "amount",
            "period",
            "zone",
            "category",
            "tags",
            "alert_thresholds",
            "enforced",
            "period_start",
            "period_end",
            "spent",
            "held",
            "remaining",
            "utilization"));

    private BudgetReader() {}

    static BudgetSpec read(JsonNode budget, @Nullable String id, ZoneId zone) {
        ObjectReader fields = new ObjectReader("budget", budget, FIELDS);
        BigDecimal amount = fields.decimal("amount");
        if (amount == null) {
            throw new InvalidInputException("amount", null, "must be given");
        }
        BudgetSpec spec = BudgetSpec.of(
                        required(fields, "name"), amount, BudgetPeriod.of("period", required(fields, "period")))
                .zone(zone(fields, zone))
                .tags(fields.texts("tags"))
                .enforced(fields.flag("enforced", true));
        String category = fields.text("category");
        spec = category == null ? spec : spec.category(CostCategory.of("category", category));
        List<BigDecimal> thresholds = fields.decimals("alert_thresholds");
        spec = thresholds == null ? spec : spec.alertThresholds(thresholds);
        return identified(spec, fields.text("id"), id);
    }

    private static BudgetSpec identified(BudgetSpec spec, @Nullable String given, @Nullable String known) {
        if (known == null) {
            return given == null ? spec : spec.id(given);
        }
        if (given != null && !given.equals(known)) {
            throw new InvalidInputException("id", given, "must be the one in the path");
        }
        return spec.id(known);
    }

    private static String required(ObjectReader fields, String name) {
        String text = fields.text(name);
        if (text == null) {
            throw new InvalidInputException(name, null, "must be given");
        }
        return text;
    }

    private static ZoneId zone(ObjectReader fields, ZoneId otherwise) {
        String text = fields.text("zone");
        return text == null ? otherwise : CostJson.readZone("zone", text);
    }

    static ZoneId zone(String field, String text) {
        try {
            return Zones.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException(field, text, "must be a time zone like UTC or Europe/Berlin", e);
        }
    }
}
