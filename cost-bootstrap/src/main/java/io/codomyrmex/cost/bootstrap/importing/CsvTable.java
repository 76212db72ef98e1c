package io.codomyrmex.cost.bootstrap.importing;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180, blank lines and byte order marks before records skipped) with a header. A record with broken quoting is given as such; the parser
 * cannot go on after it, so the file is opened again behind the line that the record starts on.
 */
final class CsvTable implements Closeable {

    private static final Pattern STARTING_LINE = Pattern.compile("record starting at line (\\d+)\\)");
    private static final int MAX_BROKEN = 100;

    private final SourceFile source;
    private final List<String> header;
    private CsvReader<CsvRecord> reader;
    private CloseableIterator<CsvRecord> records;
    private int broken;

    private CsvTable(SourceFile source) throws IOException {
        this.source = source;
        this.reader = reader(source);
        this.records = reader.iterator();
        try {
            if (!records.hasNext()) {
                throw source.emptyFile();
            }
            this.header = records.next().getFields();
        } catch (CsvParseException e) {
            reader.close();
            throw source.wrong("must start with a header in well-formed CSV");
        } catch (UncheckedIOException e) {
            reader.close();
            throw e.getCause();
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws io.codomyrmex.cost.input.InvalidInputException if there is none
     */
    static CsvTable open(SourceFile source) throws IOException {
        return new CsvTable(source);
    }

    private static CsvReader<CsvRecord> reader(SourceFile source) throws IOException {
        return CsvReader.builder()
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(new LineStartMarks(source.open()));
    }

    List<String> header() {
        return header;
    }

    SourceFile source() {
        return source;
    }

    /** The next record; null at the end. */
    @Nullable
    Line next() throws IOException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord csv = records.next();
            return new Line(csv.getStartingLineNumber(), csv.getFields(), null);
        } catch (CsvParseException e) {
            return resume(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Line resume(CsvParseException failure) throws IOException {
        Matcher place = STARTING_LINE.matcher(String.valueOf(failure.getMessage()));
        if (!place.find()) {
            throw new IOException(failure.getMessage(), failure);
        }
        int line = Integer.parseInt(place.group(1));
        if (++broken > MAX_BROKEN) {
            throw new IOException(
                    "more than " + MAX_BROKEN + " rows have broken quotes, the last one on line " + line, failure);
        }
        reader.close();
        reader = reader(source);
        String[] text = {""};
        try {
            reader.skipLines(line - 1);
            reader.skipLines(
                    seen -> {
                        text[0] = seen;
                        return true; // seen, not skipped
                    },
                    1);
            reader.skipLines(1);
        } catch (CsvParseException e) {
            throw new IOException("line " + line + " is gone, the file has changed", e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        records = reader.iterator();
        return new Line(line, List.of(), text[0]);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /**
     * A record.
     *
     * @param number the line that it starts on
     * @param cells its fields; none if it is broken
     * @param broken the text of its first line if its quoting is broken, else null
     */
    record Line(long number, List<String> cells, @Nullable String broken) {}
}
