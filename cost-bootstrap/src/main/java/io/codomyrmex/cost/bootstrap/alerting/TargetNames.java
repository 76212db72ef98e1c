package io.codomyrmex.cost.bootstrap.alerting;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of targets, short enough for every store: by host, with a digest that tells two urls apart, since their paths may be
 * secrets.
 */
final class TargetNames {

    private static final int DIGITS = 8;
    private static final int MAX_SHOWN = 150;
    /** The most characters of a name that every store takes. */
    private static final int MAX = 200;

    private TargetNames() {}

    static String of(String kind, URI url) {
        return kind + ":" + shown(url.getHost()) + "#" + digest(url.toString());
    }

    /** This name; one that is too long is cut, and told apart by a digest of the whole. */
    static String bounded(String name) {
        return name.length() <= MAX ? name : shown(name) + "#" + digest(name);
    }

    private static String shown(String text) {
        int end = Math.min(text.length(), MAX_SHOWN);
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
