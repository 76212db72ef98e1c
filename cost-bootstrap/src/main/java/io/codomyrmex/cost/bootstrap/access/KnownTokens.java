package io.codomyrmex.cost.bootstrap.access;

import io.codomyrmex.cost.access.AccessToken;
import io.codomyrmex.cost.store.AccessTokenStore;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens as last read from the store, read again after five seconds: a token that is revoked is refused everywhere by
 * then. One that is not known is looked for at once, at most once a second, so that a new token works and a flood of wrong ones
 * does not reach the store. One caller reads at a time; the others go by what is known. While the store cannot answer, that
 * counts for a minute; from then on one caller waits for the store at a time and the others are refused at once. Thread-safe.
 */
public final class KnownTokens {

    private static final Logger LOG = LoggerFactory.getLogger(KnownTokens.class);
    private static final long FRESH = Duration.ofSeconds(5).toNanos();
    private static final long AGAIN = Duration.ofSeconds(1).toNanos();
    private static final long STALE = Duration.ofMinutes(1).toNanos();

    private record Read(Map<String, AccessToken> byId, long at) {}

    private final AccessTokenStore store;
    private final LongSupplier nanoClock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Read read;
    private volatile long triedAt;
    private volatile boolean failed; // the last attempt to read

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
        this.triedAt = read.at();
    }

    private Read readNow() {
        long at = nanoClock.getAsLong();
        Map<String, AccessToken> byId = new LinkedHashMap<>();
        store.list().forEach(token -> byId.put(token.id(), token));
        return new Read(byId, at);
    }

    /**
     * Whether there are any.
     *
     * @throws StoreUnavailableException if the store has not answered for a minute
     */
    public boolean any() {
        return !notOlderThan(FRESH).byId().isEmpty();
    }

    /** Whether there were any when they were last read, however long ago: does not ask the store. */
    public boolean anyKnown() {
        return !read.byId().isEmpty();
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
        long now = nanoClock.getAsLong();
        if (isDue(age, now)) {
            readOnce(age, now);
        }
        if (isStale(now)) {
            throw new StoreUnavailableException("the tokens could not be read for a minute", null);
        }
        return read;
    }

    private boolean isDue(long age, long now) {
        return now - read.at() >= age && now - triedAt >= AGAIN;
    }

    private boolean isStale(long now) {
        return now - read.at() > STALE;
    }

    /**
     * Reads, unless another caller does; that one is waited for only if what is known may no longer be used, and the store is
     * not known to be away.
     */
    private void readOnce(long age, long now) {
        if (isStale(now) && !failed) {
            reading.lock();
        } else if (!reading.tryLock()) {
            return;
        }
        try {
            if (isDue(age, now)) { // nobody did meanwhile
                tryToRead(now);
            }
        } finally {
            reading.unlock();
        }
    }

    private void tryToRead(long now) {
        try {
            read = readNow();
            failed = false;
        } catch (StoreUnavailableException | StoreFaultException e) {
            failed = true;
            LOG.warn("the tokens could not be read: {}", e.getMessage());
            if (isStale(now)) {
                throw e;
            }
        } finally {
            triedAt = nanoClock.getAsLong();
        }
    }
}
