package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.store.StoreUnavailableException;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The one way to the books: one caller at a time may change them, any number may read meanwhile none does. */
final class Access {

    private final StampedLock lock = new StampedLock();
    private final Books books;
    private volatile boolean closed;

    Access(Books books) {
        this.books = books;
    }

    <T> T read(String what, Function<Books, T> reading) {
        long stamp = lock.readLock();
        try {
            checkOpen(what);
            return reading.apply(books);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /**
     * Reads without keeping anyone out, and once more in turn if somebody changed the books meanwhile.
     *
     * @param possible whether the reading will use only what {@link Books} says can be read at any time
     */
    <T> T glance(String what, Predicate<Books> possible, Function<Books, T> reading) {
        checkOpen(what);
        long stamp = lock.tryOptimisticRead();
        if (stamp != 0 && possible.test(books)) {
            T seen = reading.apply(books);
            if (lock.validate(stamp)) {
                return seen;
            }
        }
        return read(what, reading);
    }

    /** A stamp by which to see later whether the books changed, or the store was closed; 0 while somebody changes them. */
    long stamp() {
        return lock.tryOptimisticRead();
    }

    /** Whether the books are as they were when the stamp was taken; false for 0. */
    boolean unchangedSince(long stamp) {
        return lock.validate(stamp);
    }

    <T> T write(String what, Function<Books, T> change) {
        long stamp = lock.writeLock();
        try {
            checkOpen(what);
            return change.apply(books);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Changes the books even if the store was closed meanwhile, to tidy up behind a failure. */
    void tidy(Consumer<Books> change) {
        long stamp = lock.writeLock();
        try {
            change.accept(books);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** After this every call fails. */
    void close() {
        long stamp = lock.writeLock();
        try {
            closed = true;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private void checkOpen(String what) {
        if (closed) {
            throw new StoreUnavailableException("cannot " + what + ": the store is closed", null);
        }
    }
}
