package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.bootstrap.settings.ServerSettings;
import io.codomyrmex.cost.input.InvalidInputException;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The first moments of a server. */
class WebServerTest {

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static WebServer server(ServiceMetrics metrics, int port, Handler live) {
        return new WebServer(
                new ServerSettings("127.0.0.1", port, Optional.empty(), Duration.ZERO, "test"),
                TestService.LIMITS,
                metrics,
                new Answers(TestService.LIMITS.answerTime(), TestService.LIMITS.waitingBytes()),
                config -> config.routes.addHttpHandler(HandlerType.GET, "/health/live", live));
    }

    /** Javalin's servlet sets itself up at its first request, without a lock: of two at the same moment one would fail. */
    @Test
    void the_first_request_is_its_own() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (ServiceMetrics metrics = new ServiceMetrics();
                WebServer server = server(metrics, 0, context -> asked.incrementAndGet())) {
            server.start();
            assertThat(asked).hasValue(1);
            assertThat(new HttpCaller("http://127.0.0.1:" + server.port(), null)
                            .get("/health/live")
                            .status())
                    .isEqualTo(200);
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void one_that_does_not_answer_itself_does_not_start_and_leaves_its_port() throws Exception {
        int port = freePort();
        try (ServiceMetrics metrics = new ServiceMetrics();
                WebServer server = server(metrics, port, context -> context.status(503))) {
            assertThatThrownBy(server::start).hasStackTraceContaining("its own first request with: HTTP/1.1 503");
        }
        try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void a_port_in_use_is_said_to_be() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServiceMetrics metrics = new ServiceMetrics();
                WebServer server = server(metrics, taken.getLocalPort(), context -> context.status(200))) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage(
                            "port '" + taken.getLocalPort() + "' must be free at 127.0.0.1: Address already in use");
        }
    }
}
