package io.codomyrmex.cost.bootstrap.importing;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines and keeps count of them. A line that is too long is cut, so that no file can fill the memory. Byte order marks at the
 * beginning of a line, where they stand after files were joined, are left out.
 */
public final class LineReader implements Closeable {

    /** The most characters of a line; one that is cut has one more. */
    public static final int MAX = 1 << 20;

    private final Reader reader;
    private final char[] buffer = new char[1 << 15];
    private int at;
    private int end;
    private long number;

    /** Reads what this reader gives, and closes it at the end. */
    public LineReader(Reader reader) {
        this.reader = reader;
    }

    /** The next line without its end, which is LF or CR LF; null at the end of the file. */
    @Nullable
    public String next() throws IOException {
        if (!fill()) {
            return null;
        }
        number++;
        StringBuilder line = new StringBuilder();
        while (fill()) {
            while (line.isEmpty() && at < end && buffer[at] == LineStartMarks.MARK) {
                at++;
            }
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            line.append(buffer, from, Math.min(at - from, MAX + 1 - line.length()));
            if (at < end) {
                at++;
                break;
            }
        }
        int length = line.length();
        return length > 0 && length <= MAX && line.charAt(length - 1) == '\r'
                ? line.substring(0, length - 1)
                : line.toString();
    }

    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(reader.read(buffer), 0);
        }
        return at < end;
    }

    /** The number of the line read last, from 1. */
    public long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
