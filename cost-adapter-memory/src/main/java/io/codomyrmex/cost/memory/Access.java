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
     * Reads without keeping anyone out. A stamp is taken, the books are read, and what came of it counts if nobody has changed
     * them since. Otherwise it is dropped, be it a result or an exception, and the books are read again under the lock. So a
     * reading may see the books in the middle of a change; it must use only what {@link Books} says can be read at any time.
     *
     * @param ready whether the books are prepared for the reading; tested in the same way
     * @param prepare prepares them, under the write lock
     */
    <T> T readOptimistically(String what, Predicate<Books> ready, Consumer<Books> prepare, Function<Books, T> reading) {
        checkOpen(what);
        long stamp = lock.tryOptimisticRead();
        if (stamp != 0) {
            try {
                if (ready.test(books)) {
                    T seen = reading.apply(books);
                    if (lock.validate(stamp)) {
                        return seen;
                    }
                }
            } catch (RuntimeException | Error e) {
                if (lock.validate(stamp)) {
                    throw e;
                }
            }
        }
        return readInTurn(what, ready, prepare, reading);
    }

    private <T> T readInTurn(String what, Predicate<Books> ready, Consumer<Books> prepare, Function<Books, T> reading) {
        long stamp = lock.readLock();
        try {
            checkOpen(what);
            if (ready.test(books)) {
                return reading.apply(books);
            }
        } finally {
            lock.unlockRead(stamp);
        }
        return write(what, prepared -> {
            prepare.accept(prepared);
            return reading.apply(prepared);
        });
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
