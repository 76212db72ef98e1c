package io.codomyrmex.cost.bootstrap.importing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids made of a row's content: a prefix and 40 hex digits of a SHA-256. Equal rows of one file get different ids, by
 * how many of them came before. What is hashed decides whether a row that was imported years ago is recognised, so it
 * must never change.
 */
final class ContentIds {

    private static final int DIGITS = 40;

    private final String prefix;
    private final MessageDigest digest;
    private final Occurrences occurrences = new Occurrences();

    ContentIds(String prefix) {
        this.prefix = prefix;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds a part of the content. Lengths go in too: no two contents are one sequence of bytes. */
    void add(String name, String value) {
        text(name);
        text(value);
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    /** The id of what was added since the last call. */
    String next() {
        byte[] hash = digest.digest();
        int before = occurrences.before(ByteBuffer.wrap(hash).getLong());
        if (before > 0) {
            digest.update(hash);
            hash = digest.digest(
                    ByteBuffer.allocate(Integer.BYTES).putInt(0, before).array());
        }
        return prefix + HexFormat.of().formatHex(hash).substring(0, DIGITS);
    }
}
