package io.codomyrmex.cost.bootstrap.access;

import io.codomyrmex.cost.access.AccessToken;
import io.codomyrmex.cost.store.AccessTokenStore;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The tokens as last read from the store, read again after five seconds: a token that is revoked is refused everywhere by
 * then. One that is not known is looked for at once, at most once a second, so that a new token works and a flood of wrong ones
 * does not reach the store. While the store cannot answer, what was read last counts for up to a minute. Thread-safe.
 */
public final class KnownTokens {

    private static final long FRESH = Duration.ofSeconds(5).toNanos();
    private static final long AGAIN = Duration.ofSeconds(1).toNanos();
    private static final long STALE = Duration.ofMinutes(1).toNanos();

    private record Read(Map<String, AccessToken> byId, long at) {}

    private final AccessTokenStore store;
    private final LongSupplier nanoClock;
    private volatile Read read;

    /**
     * Reads the tokens.
     *
     * @throws StoreUnavailableException if the store cannot answer
     */
    public KnownTokens(AccessTokenStore store) {
        this(store, System::nanoTime);
    }

    KnownTokens(AccessTokenStore store, LongSupplier nanoClock) {
        this.store = store;
        this.nanoClock = nanoClock;
        this.read = readNow();
    }

    private Read readNow() {
        long at = nanoClock.getAsLong();
        Map<String, AccessToken> byId = new LinkedHashMap<>();
        store.list().forEach(token -> byId.put(token.id(), token));
        return new Read(byId, at);
    }

    /** Whether there are any. */
    public boolean any() {
        return !notOlderThan(FRESH).byId().isEmpty();
    }

    /**
     * The token of this secret; empty if there is none.
     *
     * @throws StoreUnavailableException if the store has not answered for a minute
     */
    public Optional<AccessToken> find(TokenSecret secret) {
        AccessToken token = notOlderThan(FRESH).byId().get(secret.id());
        if (token == null) {
            token = notOlderThan(AGAIN).byId().get(secret.id());
        }
        return Optional.ofNullable(token).filter(secret::matches);
    }

    private Read notOlderThan(long age) {
        Read known = read;
        return nanoClock.getAsLong() - known.at() < age ? known : readAgain(age);
    }

    private synchronized Read readAgain(long age) {
        Read known = read;
        long old = nanoClock.getAsLong() - known.at();
        if (old < age) {
            return known; // by another thread, meanwhile
        }
        try {
            read = readNow();
        } catch (StoreUnavailableException e) {
            if (old > STALE) {
                throw e;
            }
        }
        return read;
    }
}
