package io.codomyrmex.cost.bootstrap.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The body of a request, read as it comes. No thread waits for it: what is there is taken at once, and the server's threads
 * take the rest when they hear of it. All bodies that are on their way have a bound together.
 */
final class ArrivingBody implements Invocable.Task {

    private static final int FIRST = 512; // bytes to begin with

    private final Request request;
    private final BodyBounds bounds;
    private final long mostOfAll;
    private final AtomicLong all;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST);
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private long held; // of all; guarded by this, as is the next
    private boolean released;

    /**
     * @param all counts the bytes of all bodies that are on their way
     */
    private ArrivingBody(Request request, Limits limits, AtomicLong all) {
        this.request = request;
        this.bounds = new BodyBounds(limits.bodyBytes(), limits.bodyTime(), limits.bytesPerSecond(), System::nanoTime);
        this.mostOfAll = limits.waitingBytes();
        this.all = all;
    }

    /**
     * Reads a body. The future is complete at once where the whole body is there; otherwise a thread that must not be held
     * completes it, exceptionally with a {@link Problem} or an {@link UncheckedIOException}.
     */
    static CompletableFuture<byte[]> read(Request request, Limits limits, AtomicLong all) {
        ArrivingBody body = new ArrivingBody(request, limits, all);
        CompletableFuture<byte[]> released = body.whole.whenComplete((read, failure) -> body.release());
        body.run();
        if (released.isDone()) {
            return released;
        }
        Scheduler.Task deadline = request.getComponents()
                .getScheduler()
                .schedule(
                        () -> body.whole.completeExceptionally(body.bounds.late()),
                        limits.bodyTime().toMillis(),
                        TimeUnit.MILLISECONDS);
        return released.whenComplete((read, failure) -> deadline.cancel());
    }

    /** Takes what is there. Whatever goes wrong, an Error too, the caller is to hear of it. */
    @Override
    public void run() {
        try {
            take();
        } catch (Throwable e) {
            whole.completeExceptionally(e);
        }
    }

    private void take() {
        while (!whole.isDone()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                hold();
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                throw new UncheckedIOException(new IOException(chunk.getFailure()));
            }
            add(chunk);
            if (chunk.isLast()) {
                whole.complete(bytes.toByteArray());
            }
        }
    }

    private void add(Content.Chunk chunk) {
        ByteBuffer part = chunk.getByteBuffer();
        int length = part.remaining();
        byte[] copy = new byte[length];
        part.get(copy);
        chunk.release();
        bounds.count(length);
        bytes.writeBytes(copy);
    }

    /** Counts what waits for more to come. */
    private synchronized void hold() {
        if (released) {
            return;
        }
        long more = bytes.size() - held;
        held += more;
        if (all.addAndGet(more) > mostOfAll) {
            throw Problem.busy("bodies that are on their way take as much memory as they may; nothing was changed");
        }
    }

    private synchronized void release() {
        released = true;
        all.addAndGet(-held);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
