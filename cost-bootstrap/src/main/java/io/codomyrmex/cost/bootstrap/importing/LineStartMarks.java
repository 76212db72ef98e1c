package io.codomyrmex.cost.bootstrap.importing;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Leaves out byte order marks at the beginning of CSV records, where they stand after files were joined or a header was put before
 * one. A mark within a record, or within quotes, is data.
 */
final class LineStartMarks extends FilterReader {

    /** The character that a byte order mark is. */
    static final char MARK = '\uFEFF';

    private boolean recordStart = true;
    private boolean cellStart = true;
    private boolean quoted;
    private boolean quoteBefore;

    LineStartMarks(Reader in) {
        super(in);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        while (true) {
            int read = in.read(buffer, offset, length);
            if (read <= 0) {
                return read;
            }
            int kept = offset;
            for (int i = offset; i < offset + read; i++) {
                if (keeps(buffer[i])) {
                    buffer[kept++] = buffer[i];
                }
            }
            if (kept > offset) {
                return kept - offset;
            }
        }
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    private boolean keeps(char c) {
        if (recordStart && c == MARK) {
            return false;
        }
        boolean quote = c == '"';
        boolean opens = quote && (cellStart || quoteBefore); // one right after the closing one is an escaped quote
        quoteBefore = quoted && quote;
        quoted = quoted ? !quote : opens;
        recordStart = !quoted && (c == '\n' || c == '\r');
        cellStart = recordStart || (!quoted && c == ',');
        return true;
    }
}
