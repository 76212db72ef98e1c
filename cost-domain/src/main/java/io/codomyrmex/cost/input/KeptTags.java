package io.codomyrmex.cost.input;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tags that passed {@link TagsRule}: unmodifiable and sorted by key, so they need not be checked, copied or hashed again. */
final class KeptTags extends AbstractMap<String, String> {

    private final Map<String, String> tags;
    private final int hash;

    /**
     * @param tags checked
     */
    KeptTags(Map<String, String> tags) {
        this.tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        this.hash = tags.hashCode();
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return tags.entrySet();
    }

    @Override
    public int size() {
        return tags.size();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return tags.containsKey(key);
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
        return tags.get(key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (other instanceof KeptTags kept && hash != kept.hash) {
            return false;
        }
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
