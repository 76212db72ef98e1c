package io.codomyrmex.cost.bootstrap.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Writes records of CSV, every cell behind the {@link FormulaGuard}. All CSV that the program writes goes through here. A cell that
 * begins with a byte order mark is quoted: without quotes, readers leave a mark before a record out.
 */
public final class CsvOutput {

    private static final QuoteStrategy BEFORE_A_MARK = new QuoteStrategy() {
        @Override
        public boolean quoteValue(int line, int field, String value) {
            return value.charAt(0) == '\uFEFF';
        }
    };

    private final CsvWriter writer;

    private CsvOutput(Writer out, LineDelimiter end) {
        this.writer = CsvWriter.builder()
                .lineDelimiter(end)
                .quoteStrategy(BEFORE_A_MARK)
                .build(out);
    }

    /** Output whose records end with CR LF, as in files. */
    public static CsvOutput file(Writer out) {
        return new CsvOutput(out, LineDelimiter.CRLF);
    }

    /** Output whose records end with LF, as on a terminal. */
    public static CsvOutput terminal(Writer out) {
        return new CsvOutput(out, LineDelimiter.LF);
    }

    /** Writes a record. */
    public void write(List<String> cells) {
        writer.writeRecord(cells.stream().map(FormulaGuard::apply).toList());
    }

    /**
     * Hands on what is still held back; to be called at the end.
     *
     * @throws IOException if it cannot be written
     */
    public void flush() throws IOException {
        writer.flush();
    }
}
