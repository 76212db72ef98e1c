package io.codomyrmex.cost.bootstrap.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compresses what is worth it, for clients that take it. */
final class Compression {

    private static final int PACKET = 1_500; // bytes: a shorter body would not arrive any sooner

    private Compression() {}

    /**
     * Whether to compress a body with gzip.
     *
     * @param accepted the request's {@code Accept-Encoding}; null if it has none
     */
    static boolean isWorth(int length, @Nullable String accepted) {
        if (length < PACKET || accepted == null) {
            return false;
        }
        for (String coding : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = coding.split(";", -1);
            if (parts[0].strip().equals("gzip")) {
                return parts.length == 1 || !parts[1].strip().matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
