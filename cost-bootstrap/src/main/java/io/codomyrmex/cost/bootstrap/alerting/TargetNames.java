package io.codomyrmex.cost.bootstrap.alerting;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of targets: by host, with a digest that tells two urls apart, since their paths may be secrets. */
final class TargetNames {

    private static final int DIGITS = 8;
    private static final int MAX_HOST = 150;

    private TargetNames() {}

    static String of(String kind, URI url) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(url.toString().getBytes(StandardCharsets.UTF_8));
            String host = url.getHost();
            return kind + ":" + host.substring(0, Math.min(host.length(), MAX_HOST)) + "#"
                    + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
