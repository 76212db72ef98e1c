package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.input.InvalidInputException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Entries as JSON objects, one on each line, blank lines skipped. Besides an entry's fields an object may name the
 * {@code currency}; the timestamp must be given, since the moment of an import says nothing about when a cost arose.
 */
final class NdjsonRows implements ImportRows {

    private final LineReader lines;
    private final String currency;
    private final ImportAmounts amounts;
    private final EntryIds ids = new EntryIds("ndjson_");

    /**
     * @throws InvalidInputException if the file is empty
     */
    NdjsonRows(SourceFile source, Currency currency, ImportAmounts amounts) throws IOException {
        this.lines = new LineReader(source.open());
        this.currency = currency.getCurrencyCode();
        this.amounts = amounts;
    }

    @Override
    public @Nullable ImportRow next() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                return row(line);
            }
        }
        return null;
    }

    private ImportRow row(String line) {
        try {
            if (line.length() > LineReader.MAX) {
                throw new InvalidInputException(
                        CsvRows.ROW, line, "must have at most " + LineReader.MAX + " characters");
            }
            return new ImportRow.Offer(lines.number(), ids.identified(draft(line)));
        } catch (InvalidInputException e) {
            return new ImportRow.Faulty(new ImportProblem(lines.number(), columnOf(e.field()), e.value(), e.rule()));
        }
    }

    private CostDraft draft(String line) {
        JsonNode node = CostJson.parse(CsvRows.ROW, line);
        if (node instanceof ObjectNode object) {
            checkCurrency(object.remove("currency"));
        }
        CostDraft draft = CostJson.readDraft(node);
        BigDecimal amount = draft.amount();
        if (amount == null) {
            throw new InvalidInputException("amount", null, "must be given");
        } else if (draft.timestamp() == null) {
            throw new InvalidInputException("timestamp", null, "must be given");
        }
        return CostDraft.of(amounts.kept(amount))
                .category(draft.category())
                .description(draft.description())
                .resource(draft.resourceId())
                .tags(draft.tags())
                .metadata(draft.metadata())
                .at(draft.timestamp())
                .id(draft.id());
    }

    private void checkCurrency(@Nullable JsonNode given) {
        if (given != null && !given.isNull() && !(given.isString() && currency.equals(given.stringValue()))) {
            String shown = given.isString() ? given.stringValue() : given.toString();
            throw new InvalidInputException("currency", shown, "must be the ledger's currency, " + currency);
        }
    }

    @Override
    public String columnOf(String field) {
        return EntryFields.outermost(field);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
