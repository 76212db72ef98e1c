package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.input.InvalidInputException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * FOCUS charges (FinOps Open Cost and Usage Specification, 1.0 to 1.2) as entries. Null is written as nothing, {@code
 * NULL} or {@code (null)}, in any case. Columns that are not known here count for the row's id only.
 */
final class FocusMapping implements CsvMapping {

    static final String START = "ChargePeriodStart";

    private static final String CURRENCY = "BillingCurrency";
    private static final String CATEGORY = "ServiceCategory";
    private static final String DESCRIPTION = "ChargeDescription";
    private static final String RESOURCE = "ResourceId";
    private static final String TAGS = "Tags";

    private static final Map<String, CostCategory> CATEGORIES = Map.of(
            "Compute", CostCategory.COMPUTE,
            "Storage", CostCategory.STORAGE,
            "Networking", CostCategory.NETWORK,
            "AI and Machine Learning", CostCategory.LLM_INFERENCE);

    /** Columns that become tags, so that a summary can be broken down by them. */
    private static final Map<String, String> COLUMN_OF_TAG = Map.of(
            "focus/provider", "ProviderName",
            "focus/service", "ServiceName",
            "focus/service_category", CATEGORY,
            "focus/charge_category", "ChargeCategory",
            "focus/sub_account", "SubAccountId",
            "focus/region", "RegionId");

    private final CsvColumns columns;
    private final String cost;
    private final String currency;
    private final ImportAmounts amounts;
    private final ContentIds ids = new ContentIds("focus_");

    /**
     * @throws InvalidInputException if a column is missing that must be there, or a name is there twice
     */
    FocusMapping(CsvTable table, CostColumn cost, Currency currency, ImportAmounts amounts) {
        this.columns = new CsvColumns(table.header().stream().map(String::strip).toList(), table.source());
        this.cost = cost.header();
        this.currency = currency.getCurrencyCode();
        this.amounts = amounts;
        columns.require(this.cost);
        columns.require(START);
        columns.require(CURRENCY);
    }

    @Override
    public CostDraft read(List<String> cells) {
        if (!currency.equals(cell(cells, CURRENCY))) {
            throw new InvalidInputException(
                    CURRENCY, raw(cells, CURRENCY), "must be the ledger's currency, " + currency);
        }
        BigDecimal amount = amounts.kept(AmountRule.parse(cost, given(cells, cost)));
        Instant start = FocusTime.parse(START, given(cells, START));
        Map<String, String> tags = tags(cells);
        String category = cell(cells, CATEGORY);
        return CostDraft.of(amount)
                .category(category == null ? CostCategory.OTHER : CATEGORIES.getOrDefault(category, CostCategory.OTHER))
                .description(text(cells, DESCRIPTION))
                .resource(text(cells, RESOURCE))
                .tags(tags)
                .at(start)
                .id(id(cells));
    }

    private Map<String, String> tags(List<String> cells) {
        String json = cell(cells, TAGS);
        Map<String, String> tags = new LinkedHashMap<>(json == null ? Map.of() : CostJson.readTexts(TAGS, json));
        COLUMN_OF_TAG.forEach((key, column) -> {
            if (tags.containsKey(key)) {
                throw new InvalidInputException(
                        TAGS, key, "must not be a key: the column " + column + " gives that tag");
            }
            String value = cell(cells, column);
            if (value != null) {
                tags.put(key, value);
            }
        });
        return tags;
    }

    private String id(List<String> cells) {
        ids.add("", cost);
        for (String name : columns.places().keySet()) {
            String value = cell(cells, name);
            if (value != null) {
                ids.add(name, value);
            }
        }
        return ids.next();
    }

    private String given(List<String> cells, String column) {
        String value = cell(cells, column);
        if (value == null) {
            throw new InvalidInputException(column, raw(cells, column), "must be given");
        }
        return value;
    }

    private String text(List<String> cells, String column) {
        String value = cell(cells, column);
        return value == null ? "" : value;
    }

    private @Nullable String cell(List<String> cells, String column) {
        String value = raw(cells, column);
        return value.isEmpty() || value.equalsIgnoreCase("NULL") || value.equalsIgnoreCase("(null)") ? null : value;
    }

    private String raw(List<String> cells, String column) {
        int place = columns.find(column);
        return place == CsvColumns.ABSENT ? "" : cells.get(place);
    }

    @Override
    public String columnOf(String field) {
        return switch (field) {
            case "amount" -> cost;
            case "timestamp" -> START;
            case "description" -> DESCRIPTION;
            case "resource_id" -> RESOURCE;
            default -> field.startsWith("tags") ? columnOfTag(field) : field;
        };
    }

    private static String columnOfTag(String field) {
        return field.startsWith("tags.") ? COLUMN_OF_TAG.getOrDefault(field.substring("tags.".length()), TAGS) : TAGS;
    }
}
