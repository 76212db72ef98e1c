package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.store.StoreUnavailableException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads of a store. The database is reached in them wherever an interrupt of a caller's thread could break more than
 * the caller's own call: H2 closes its file when a thread that reads or writes it is interrupted, and the JDK closes a socket
 * when a virtual thread is interrupted that waits for it. A caller that waits here keeps its interrupt until it returns.
 */
final class StoreThreads implements Executor, AutoCloseable {

    /** {@code Thread::isVirtual}, which Java 17 does not have. */
    private static final MethodHandle IS_VIRTUAL = isVirtual();

    private final Semaphore calls;
    private final Duration timeout;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> daemon(task, "cost-group"));

    /**
     * @param calls how many calls may be under way at once, each in a thread of its own
     * @param timeout how long a call waits for its turn
     */
    StoreThreads(int calls, Duration timeout) {
        this.calls = new Semaphore(calls);
        this.timeout = timeout;
    }

    /** A thread that does not keep the process alive. */
    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Whether the calling thread is one whose interrupt closes the socket that it waits for. */
    static boolean isCalledByVirtualThread() {
        try {
            return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
        } catch (Throwable e) {
            throw new IllegalStateException("Thread.isVirtual cannot be called", e);
        }
    }

    private static MethodHandle isVirtual() {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            return lookup.findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (NoSuchMethodException e) {
            return MethodHandles.dropArguments(MethodHandles.constant(boolean.class, false), 0, Thread.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Thread.isVirtual is not accessible", e);
        }
    }

    /**
     * Does the work in one of these threads and waits for it.
     *
     * @param operation names it, for messages
     * @throws StoreUnavailableException if there is no thread to be had, or too many calls are under way for too long
     */
    <T> T call(String operation, Supplier<T> work) {
        awaitTurn(operation);
        try {
            return callNow(operation, work);
        } finally {
            calls.release();
        }
    }

    private void awaitTurn(String operation) {
        boolean interrupted = false;
        try {
            long end = System.nanoTime() + timeout.toNanos();
            while (true) {
                try {
                    if (calls.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                    throw new StoreUnavailableException(
                            operation + ": too many callers wait for the database already", null);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T callNow(String operation, Supplier<T> work) {
        Future<T> future;
        try {
            future = threads.submit(work::get);
        } catch (RejectedExecutionException | OutOfMemoryError e) { // the latter is what a missing thread is called
            throw new StoreUnavailableException(operation + ": no thread can be had for the ledger", e);
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unchecked(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
    }

    /** Takes no more work; what runs is done. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
