package io.codomyrmex.cost.bootstrap.alerting;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks: {@code v1,} and the base64 of the HMAC-SHA256, by the secret, of {@code id.timestamp.body} (Standard Webhooks 1.0.0,
 * "symmetric"). A secret {@code whsec_…} is base64 behind that prefix; any other is taken as its bytes in UTF-8.
 */
final class WebhookSignature {

    private static final String PREFIX = "whsec_";

    private final SecretKeySpec key;

    /**
     * @throws IllegalArgumentException if it begins with {@code whsec_} and is no base64, or is empty
     */
    WebhookSignature(String secret) {
        byte[] bytes = secret.startsWith(PREFIX)
                ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    String of(String id, Instant timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((id + "." + timestamp.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
