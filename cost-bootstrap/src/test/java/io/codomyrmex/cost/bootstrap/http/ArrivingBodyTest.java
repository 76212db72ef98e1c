package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.Test;

/** The bytes of bodies that are on their way are counted while they are, and no longer. */
class ArrivingBodyTest {

    private static final int HALF = 600;

    private final AtomicLong all = new AtomicLong();

    /** A request whose body comes in these steps; one that is asked to tell when more is there tells at once. */
    @SafeVarargs
    private static Request request(Supplier<Content.Chunk>... steps) {
        Deque<Supplier<Content.Chunk>> left = new ArrayDeque<>();
        for (Supplier<Content.Chunk> step : steps) {
            left.add(step);
        }
        return (Request) Proxy.newProxyInstance(
                Request.class.getClassLoader(), new Class<?>[] {Request.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "read":
                            return left.remove().get();
                        case "demand":
                            ((Runnable) arguments[0]).run();
                            return null;
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    private static Content.Chunk half(boolean last) {
        return Content.Chunk.from(ByteBuffer.allocate(HALF), last);
    }

    private CompletableFuture<byte[]> read(long waitingBytes, Request request) {
        return ArrivingBody.read(request, SlowBodyTest.limits(waitingBytes), all);
    }

    @Test
    void a_body_whose_rest_comes_while_it_is_asked_for_counts_no_longer() {
        for (int i = 0; i < 20; i++) {
            assertThat(read(1_000, request(() -> half(false), () -> null, () -> half(true)))
                            .join())
                    .hasSize(2 * HALF);
        }
        assertThat(all).hasValue(0);
    }

    @Test
    void a_body_that_is_refused_counts_no_longer() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> read(HALF - 1, request(() -> half(false), () -> null))
                            .join())
                    .hasRootCauseInstanceOf(Problem.class);
        }
        assertThat(all).hasValue(0);
    }

    @Test
    void a_body_that_memory_runs_out_for_is_told_and_counts_no_longer() {
        Request request = request(() -> half(false), () -> null, () -> {
            throw new OutOfMemoryError("no room for the rest");
        });
        assertThatThrownBy(() -> read(1_000, request).join()).hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertThat(all).hasValue(0);
    }
}
