package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.store.StoreUnavailableException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/** The one way to the books: one caller at a time may change them, any number may read meanwhile none does. */
final class Access {

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Books books;
    private boolean closed;

    Access(Books books) {
        this.books = books;
    }

    <T> T read(String what, Function<Books, T> reading) {
        lock.readLock().lock();
        try {
            checkOpen(what);
            return reading.apply(books);
        } finally {
            lock.readLock().unlock();
        }
    }

    <T> T write(String what, Function<Books, T> change) {
        lock.writeLock().lock();
        try {
            checkOpen(what);
            return change.apply(books);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** After this every call fails. */
    void close() {
        lock.writeLock().lock();
        try {
            closed = true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void checkOpen(String what) {
        if (closed) {
            throw new StoreUnavailableException("cannot " + what + ": the store is closed", null);
        }
    }
}
