package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.UUID;

/**
 * What the rollups sum by: a distinct (category, resource, tags). The id is the first 128 bits of the SHA-256 of the
 * three, separated by NUL, which none of them can contain; so every node gives a series the same id without asking.
 */
record Series(UUID id, CostCategory category, String resourceId, Map<String, String> tags, String tagsJson) {

    static Series of(CostEntry entry) {
        String tagsJson = JsonText.of(entry.tags());
        String content = entry.category().wireName() + '\0' + entry.resourceId() + '\0' + tagsJson;
        ByteBuffer digest = ByteBuffer.wrap(sha256(content.getBytes(StandardCharsets.UTF_8)));
        UUID id = new UUID(digest.getLong(), digest.getLong());
        return new Series(id, entry.category(), entry.resourceId(), entry.tags(), tagsJson);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256, which every JVM must have", e);
        }
    }
}
