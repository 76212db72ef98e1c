package io.codomyrmex.cost.bootstrap.cli.view;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A table for people. Amounts and percentages stand to the right, amounts aligned at the decimal point; texts to the left, shortened. */
final class Table {

    private static final int UNBOUNDED = 1_000;

    private final List<String> header;
    private final List<Object[]> rows = new ArrayList<>();

    /**
     * @param header the names of the columns
     */
    Table(String... header) {
        this.header = List.of(header);
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column: amounts as {@link BigDecimal}, all else as text
     */
    Table row(Object... cells) {
        rows.add(cells.clone());
        return this;
    }

    /** The table as whole lines; empty if it has no rows. */
    String text() {
        if (rows.isEmpty()) {
            return "";
        }
        Column[] columns = new Column[header.size()];
        Object[][] data = new Object[rows.size()][header.size()];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = column(column, data);
        }
        String table = AsciiTable.builder()
                .lineSeparator("\n")
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                .data(columns, data)
                .asString();
        return Arrays.stream(table.split("\n")).map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Fills one column of the data and says how it is aligned. */
    private Column column(int column, Object[][] data) {
        boolean amounts = rows.stream().anyMatch(row -> row[column] instanceof BigDecimal);
        int decimals = rows.stream()
                .filter(row -> row[column] instanceof BigDecimal)
                .mapToInt(row -> decimals((BigDecimal) row[column]))
                .max()
                .orElse(0);
        for (int row = 0; row < data.length; row++) {
            Object cell = rows.get(row)[column];
            data[row][column] = cell instanceof BigDecimal amount
                    ? Shown.amount(amount) + " ".repeat(decimals - decimals(amount))
                    : Shown.text(cell.toString());
        }
        boolean percents = rows.stream().allMatch(row -> row[column].toString().endsWith("%"));
        HorizontalAlign align = amounts || percents ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
        return new Column()
                .header(header.get(column))
                .headerAlign(align)
                .dataAlign(align)
                .maxWidth(UNBOUNDED);
    }

    private static int decimals(BigDecimal amount) {
        return Shown.amount(amount).length() - Shown.amount(amount).indexOf('.');
    }
}
