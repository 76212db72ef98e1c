package io.codomyrmex.cost.bootstrap.access;

import io.codomyrmex.cost.access.AccessToken;
import io.codomyrmex.cost.access.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secret text of a token: {@code cost_}, ten characters of its id, {@code _}, and 256 random bits in base64url. A plain
 * SHA-256 keeps it safe: nobody can try 2^256 of them, so there is no need for a slow hash.
 */
public final class TokenSecret {

    private static final Pattern FORM = Pattern.compile("cost_([0-9a-z]{10})_[0-9A-Za-z_-]{43}");
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID_LENGTH = 10;
    private static final int SECRET_BYTES = 32;

    private final String text;
    private final String id;

    private TokenSecret(String text, String id) {
        this.text = text;
        this.id = id;
    }

    /** A new secret. */
    public static TokenSecret create() {
        return create(new SecureRandom());
    }

    static TokenSecret create(RandomGenerator random) {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text =
                "cost_" + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return new TokenSecret(text, id.toString());
    }

    /** The secret that a text is; empty if it cannot be one. */
    public static Optional<TokenSecret> read(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new TokenSecret(text, matcher.group(1))) : Optional.empty();
    }

    /** What to give to its holder; nobody can see it again. */
    public String reveal() {
        return text;
    }

    /** The token's id, which is no secret. */
    public String id() {
        return id;
    }

    /** What is kept of it. */
    public AccessToken token(String name, Set<Role> roles, Instant createdAt) {
        return new AccessToken(id, name, roles, hash(), createdAt);
    }

    /** Whether the token was made for this secret; takes the same time wherever they differ. */
    public boolean matches(AccessToken token) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), token.hash().getBytes(StandardCharsets.US_ASCII));
    }

    private String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "token " + id;
    }
}
