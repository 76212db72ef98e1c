package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.input.InvalidInputException;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file. */
final class CsvRows implements ImportRows {

    /** What a problem of a row as such names as its column. */
    static final String ROW = "row";

    private final CsvTable table;
    private final CsvMapping mapping;

    private CsvRows(CsvTable table, CsvMapping mapping) {
        this.table = table;
        this.mapping = mapping;
    }

    /**
     * @throws InvalidInputException if the file is empty or the mapping does not accept its header
     */
    static CsvRows open(SourceFile source, Function<CsvTable, CsvMapping> mapping) throws IOException {
        CsvTable table = CsvTable.open(source);
        try {
            return new CsvRows(table, mapping.apply(table));
        } catch (RuntimeException e) {
            table.close();
            throw e;
        }
    }

    @Override
    public @Nullable ImportRow next() throws IOException {
        CsvTable.Line line = table.next();
        if (line == null) {
            return null;
        }
        String broken = line.broken();
        int columns = table.header().size();
        if (broken != null) {
            return faulty(
                    line,
                    broken,
                    "must be CSV: quotes around whole fields only, and written twice within a quoted field");
        } else if (line.cells().size() != columns) {
            return faulty(line, line.cells().size() + " fields", "must have as many fields as the header, " + columns);
        }
        try {
            return new ImportRow.Offer(line.number(), mapping.read(line.cells()));
        } catch (InvalidInputException e) {
            return new ImportRow.Faulty(
                    new ImportProblem(line.number(), mapping.columnOf(e.field()), e.value(), e.rule()));
        }
    }

    private static ImportRow faulty(CsvTable.Line line, String value, String rule) {
        return new ImportRow.Faulty(new ImportProblem(line.number(), ROW, value, rule));
    }

    @Override
    public String columnOf(String field) {
        return mapping.columnOf(field);
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
