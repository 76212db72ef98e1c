package io.codomyrmex.cost.bootstrap.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends answers. No thread waits for a client: what its connection does not take at once is written as the client reads, by
 * the server's own threads. A client that has not read its answer in time is cut off; where unread answers take too much
 * memory, the client that has had the most time is. Thread-safe.
 */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final Duration longest;
    private final long mostBytes;
    private final Set<Unread> unread = new LinkedHashSet<>(); // the oldest first; this and the next are guarded by it
    private long bytes;

    /**
     * @param longest how long a client may take to read an answer
     * @param mostBytes the most bytes of all answers that wait to be read; a single one may have more
     */
    Answers(Duration longest, long mostBytes) {
        this.longest = longest;
        this.mostBytes = mostBytes;
    }

    /** Sends the body of an answer, and with it the status and headers, which are set by then. */
    void send(Context context, byte[] content) {
        byte[] body = content;
        if (Compression.isWorth(content.length, context.header("Accept-Encoding"))) {
            body = Compression.gzip(content);
            context.header("Content-Encoding", "gzip");
            context.header("Vary", "Accept-Encoding");
        }
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(context.req());
        Unread answer =
                new Unread(request.getConnectionMetaData().getConnection().getEndPoint(), body.length);
        try {
            ((HttpOutput) context.res().getOutputStream()).sendContent(ByteBuffer.wrap(body), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!answer.ended) {
            await(answer, request.getComponents().getScheduler());
        }
    }

    private void await(Unread answer, Scheduler scheduler) {
        List<Unread> tooMany = new ArrayList<>();
        synchronized (unread) {
            if (answer.ended) {
                return;
            }
            answer.deadline = scheduler.schedule(
                    () -> answer.cutOff("it did not read its answer within " + longest),
                    longest.toMillis(),
                    TimeUnit.MILLISECONDS);
            unread.add(answer);
            bytes += answer.length;
            long left = bytes;
            for (Iterator<Unread> oldest = unread.iterator(); left > mostBytes && oldest.hasNext(); ) {
                Unread next = oldest.next();
                if (next != answer) {
                    tooMany.add(next);
                    left -= next.length;
                }
            }
        }
        tooMany.forEach(each -> each.cutOff("unread answers take too much memory"));
    }

    /** Cuts off all clients that have not read their answers. */
    void cutOffAll() {
        List<Unread> all;
        synchronized (unread) {
            all = List.copyOf(unread);
        }
        all.forEach(each -> each.cutOff("the service stops"));
    }

    /** An answer that is on its way. */
    private final class Unread implements Callback {

        private final EndPoint connection;
        private final int length;
        private volatile boolean ended;
        private Scheduler.@Nullable Task deadline;

        Unread(EndPoint connection, int length) {
            this.connection = connection;
            this.length = length;
        }

        /** Closes the connection, which ends the answer. */
        void cutOff(String reason) {
            LOG.info("cut off a client at {}: {}", connection.getRemoteSocketAddress(), reason);
            EndPoint wire = connection;
            while (wire instanceof EndPoint.Wrapper wrapper) {
                wire = wrapper.unwrap(); // TLS would want to say goodbye, to a client that does not read
            }
            wire.close(new TimeoutException(reason));
        }

        @Override
        public void succeeded() {
            end();
        }

        @Override
        public void failed(Throwable failure) {
            LOG.debug("an answer did not arrive", failure);
            end();
        }

        private void end() {
            synchronized (unread) {
                ended = true;
                if (unread.remove(this)) {
                    bytes -= length;
                }
                if (deadline != null) {
                    deadline.cancel();
                }
            }
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
