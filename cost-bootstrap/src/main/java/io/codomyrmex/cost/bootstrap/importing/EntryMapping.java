package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.bootstrap.csv.FormulaGuard;
import io.codomyrmex.cost.bootstrap.exporting.EntryCsv;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.input.InvalidInputException;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Entries as CSV: a column for each field, {@code tags} and {@code metadata} as JSON objects, and a column {@code
 * tag:KEY} for each tag that is wanted. An empty cell is a field that is not given; a tag with an empty value can
 * only be given in {@code tags}.
 *
 * <p>A file with exactly the columns of {@link EntryCsv}, in their order, is an export: the guard of its cells is taken away. In
 * any other file an apostrophe is an apostrophe.
 */
final class EntryMapping implements CsvMapping {

    private static final Set<String> FIELDS = Set.of(
            "id", "amount", "category", "description", "resource_id", "timestamp", "currency", "metadata", "tags");
    private static final String TAG = "tag:";

    private final CsvColumns columns;
    private final String currency;
    private final ImportAmounts amounts;
    private final boolean exported;
    private final EntryIds ids = new EntryIds("csv_");

    /**
     * @throws InvalidInputException if a column is missing that must be there, is not known, or is there twice
     */
    EntryMapping(CsvTable table, Currency currency, ImportAmounts amounts) {
        this.columns = new CsvColumns(table.header(), table.source());
        this.currency = currency.getCurrencyCode();
        this.amounts = amounts;
        this.exported = table.header().equals(EntryCsv.HEADER);
        columns.require("amount");
        columns.require("timestamp");
        for (String name : table.header()) {
            if (!FIELDS.contains(name) && !(name.startsWith(TAG) && name.length() > TAG.length())) {
                throw table.source()
                        .wrong("must not have a column " + Quoted.of(name) + ", only id, amount, category, description,"
                                + " resource_id, timestamp, currency, metadata, tags and tag:KEY");
            }
        }
    }

    @Override
    public CostDraft read(List<String> cells) {
        String money = cell(cells, "currency");
        if (money != null && !money.equals(currency)) {
            throw new InvalidInputException("currency", money, "must be the ledger's currency, " + currency);
        }
        String category = cell(cells, "category");
        String metadata = cell(cells, "metadata");
        CostDraft draft = CostDraft.of(amounts.kept(AmountRule.parse("amount", given(cells, "amount"))))
                .at(CostJson.readInstant("timestamp", given(cells, "timestamp")))
                .category(category == null ? CostCategory.LLM_INFERENCE : CostCategory.of("category", category))
                .description(text(cells, "description"))
                .resource(text(cells, "resource_id"))
                .tags(tags(cells))
                .metadata(metadata == null ? Map.of() : CostJson.readMetadata("metadata", metadata))
                .id(cell(cells, "id"));
        return ids.identified(draft);
    }

    private Map<String, String> tags(List<String> cells) {
        String json = cell(cells, "tags");
        Map<String, String> tags = new LinkedHashMap<>(json == null ? Map.of() : CostJson.readTexts("tags", json));
        for (String column : columns.places().tailMap(TAG, true).keySet()) {
            String value = column.startsWith(TAG) ? cell(cells, column) : null;
            if (value != null && tags.put(column.substring(TAG.length()), value) != null) {
                throw new InvalidInputException(column, value, "must not be given in the column tags too");
            }
        }
        return tags;
    }

    private String given(List<String> cells, String column) {
        String value = cell(cells, column);
        if (value == null) {
            throw new InvalidInputException(column, "", "must be given");
        }
        return value;
    }

    private String text(List<String> cells, String column) {
        String value = cell(cells, column);
        return value == null ? "" : value;
    }

    private @Nullable String cell(List<String> cells, String column) {
        int place = columns.find(column);
        if (place == CsvColumns.ABSENT || cells.get(place).isEmpty()) {
            return null;
        }
        return exported ? FormulaGuard.undo(cells.get(place)) : cells.get(place);
    }

    @Override
    public String columnOf(String field) {
        if (field.startsWith("tags.")) {
            String column = TAG + field.substring("tags.".length());
            return columns.find(column) == CsvColumns.ABSENT ? "tags" : column;
        }
        return EntryFields.outermost(field);
    }
}
