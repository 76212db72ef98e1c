package io.codomyrmex.cost.jdbc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntBiFunction;

/**
 * Values that are remembered as long as they are few bytes in all; those that were not asked for the longest are forgotten
 * first. Not thread-safe.
 */
final class Remembered<K, V> {

    /** About what a map's entry, a key and a small value take besides their texts, in bytes. */
    static final int ENTRY = 300;

    private final LinkedHashMap<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
    private final long most;
    private final ToIntBiFunction<K, V> size;
    private long bytes;

    /**
     * @param most the most bytes to take
     * @param size about how many bytes a value and its key take
     */
    Remembered(long most, ToIntBiFunction<K, V> size) {
        this.most = most;
        this.size = size;
    }

    /** About how many bytes a map of texts takes. */
    static int size(Map<String, String> texts) {
        int characters = 0;
        for (Map.Entry<String, String> text : texts.entrySet()) {
            characters += text.getKey().length() + text.getValue().length();
        }
        return ENTRY + texts.size() * ENTRY / 2 + 2 * characters;
    }

    /** What is remembered; asking it for a value counts as asking. */
    Map<K, V> values() {
        return Collections.unmodifiableMap(values);
    }

    void putAll(Map<K, V> more) {
        more.forEach(this::put);
    }

    private void put(K key, V value) {
        V before = values.put(key, value);
        bytes += size.applyAsInt(key, value) - (before == null ? 0 : size.applyAsInt(key, before));
        var eldest = values.entrySet().iterator();
        while (bytes > most && eldest.hasNext()) {
            Map.Entry<K, V> entry = eldest.next();
            bytes -= size.applyAsInt(entry.getKey(), entry.getValue());
            eldest.remove();
        }
    }

    void clear() {
        values.clear();
        bytes = 0;
    }
}
