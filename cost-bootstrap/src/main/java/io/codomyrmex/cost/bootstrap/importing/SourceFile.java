package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.input.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A file as a stream of characters: UTF-8, a byte order mark skipped, gzip undone if its first bytes say so. Text
 * that is not UTF-8 is a failure, because replaced characters would be recorded for good.
 */
final class SourceFile {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private long bytesTotal;
    private long bytesRead;
    private long mark;

    private SourceFile(Path file) {
        this.file = file;
    }

    /**
     * @throws InvalidInputException if there is no such file, or it is a directory
     */
    static SourceFile of(Path file) {
        if (!Files.exists(file)) {
            throw new InvalidInputException("file", file, "must exist");
        } else if (Files.isDirectory(file)) {
            throw new InvalidInputException("file", file, "must be a file, not a directory");
        }
        return new SourceFile(file);
    }

    /**
     * Opens it from the start; may be called again.
     *
     * @throws InvalidInputException if it is empty
     */
    Reader open() throws IOException {
        InputStream raw;
        try {
            raw = Files.newInputStream(file);
            bytesTotal = Files.size(file);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException("file", file, "must exist", e);
        }
        try {
            mark = 0;
            return new InputStreamReader(
                    text(new Counted(raw)),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private InputStream text(InputStream raw) throws IOException {
        InputStream bytes = new BufferedInputStream(raw, BUFFER);
        if (startsWith(bytes, 0x1f, 0x8b)) {
            bytes = new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER);
        }
        if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
            bytes.skipNBytes(3);
        }
        bytes.mark(1);
        if (bytes.read() < 0) {
            throw emptyFile();
        }
        bytes.reset();
        return bytes;
    }

    private static boolean startsWith(InputStream bytes, int... start) throws IOException {
        bytes.mark(start.length);
        boolean same = true;
        for (int expected : start) {
            same = same && bytes.read() == expected;
        }
        bytes.reset();
        return same;
    }

    InvalidInputException emptyFile() {
        return new InvalidInputException("file", file, "must not be empty");
    }

    InvalidInputException wrong(String rule) {
        return new InvalidInputException("file", file, rule);
    }

    String name() {
        return file.toString();
    }

    /** The most bytes read by one of the readers. */
    long bytesRead() {
        return bytesRead;
    }

    long bytesTotal() {
        return bytesTotal;
    }

    private void count(long bytes) {
        mark += Math.max(bytes, 0);
        bytesRead = Math.max(bytesRead, mark);
    }

    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int bytes = super.read(buffer, offset, length);
            count(bytes);
            return bytes;
        }
    }
}
