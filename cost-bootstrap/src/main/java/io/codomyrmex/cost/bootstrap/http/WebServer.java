package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.bootstrap.settings.ServerSettings;
import io.codomyrmex.cost.input.InvalidInputException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server under the routes: where it listens, what it lets through, how it starts and how it ends. */
final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int THREADS = 200;
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration LAST = Duration.ofSeconds(2); // for those who were cut off to be done with
    private static final String FIRST_REQUEST =
            "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private final ServerSettings settings;
    private final Limits limits;
    private final Answers answers;
    private final GracefulHandler graceful;
    private final Javalin javalin;

    /**
     * @param settings where to listen
     * @param limits what a caller can ask at most
     * @param metrics where to count
     * @param answers what is sent to clients
     * @param routes adds what is served, {@code /health/live} among it
     */
    WebServer(
            ServerSettings settings,
            Limits limits,
            ServiceMetrics metrics,
            Answers answers,
            Consumer<JavalinConfig> routes) {
        this.settings = settings;
        this.limits = limits;
        this.answers = answers;
        this.graceful = new GracefulHandler();
        metrics.active(graceful::getCurrentRequestCount);
        this.javalin = Javalin.create(config -> {
            configure(config);
            routes.accept(config);
        });
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = Long.MAX_VALUE; // bodies are bounded where they are read
        config.router.ignoreTrailingSlashes = false;
        config.jetty.threadPool = new QueuedThreadPool(THREADS, 8);
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new ProblemPages());
            server.setHandler(graceful);
            server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        });
        // Connectors start in this order, after all else.
        config.jetty.addConnector((server, http) -> firstRequest(server));
        config.jetty.addConnector((server, http) -> connector(server));
    }

    /**
     * Makes the first request before others can. The servlet sets itself up when it gets one, and takes no lock for that: of
     * two first requests at once, one would fail.
     */
    private static LocalConnector firstRequest(Server server) {
        LocalConnector connector = new LocalConnector(server);
        connector.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarted(LifeCycle started) {
                String answer;
                try {
                    answer = connector.getResponse(FIRST_REQUEST, START.toSeconds(), TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException("the service did not answer its own first request", e);
                }
                if (answer == null || !answer.startsWith("HTTP/1.1 200 ")) {
                    throw new IllegalStateException("the service answered its own first request with: " + answer);
                }
            }
        });
        return connector;
    }

    private ServerConnector connector(Server server) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Jetty takes a header that it saw on the same connection, in whatever case, for the same: not so an id or a
        // token.
        http.setHeaderCacheCaseSensitive(true);
        http.setRequestHeaderSize(limits.headerBytes());
        // Ids may have a slash or a per cent sign in them: encoded, they are part of one segment.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "cost",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector = settings.tls()
                .map(tls -> new ServerConnector(server, Tls.context(tls), plain))
                .orElseGet(() -> new ServerConnector(server, plain));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setShutdownIdleTimeout(limits.lastIdle().toMillis());
        connector.setAcceptQueueSize(limits.connections());
        return connector;
    }

    /**
     * Starts to listen.
     *
     * @throws InvalidInputException if the address cannot be listened on
     */
    void start() {
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new InvalidInputException(
                    "port", settings.port(), "must be free at " + settings.host() + ": " + cause.getMessage(), e);
        }
        LocalConnector done = server().getBean(LocalConnector.class);
        server().removeConnector(done);
        LifeCycle.stop(done);
    }

    /** The port it listens on. */
    int port() {
        return javalin.port();
    }

    private Server server() {
        return javalin.jettyServer().server();
    }

    /**
     * Refuses new requests, lets those that were taken end, and only then connections: the limit on their silence, which is
     * short from then on, would otherwise cut off an answer that begins when it ends.
     */
    @Override
    public void close() {
        long end = System.nanoTime() + STOP.toNanos();
        try {
            graceful.shutdown().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("{} requests did not end within {}", graceful.getCurrentRequestCount(), STOP);
            answers.cutOffAll();
        } catch (ExecutionException e) {
            LOG.warn("requests may not have ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        server().setStopTimeout(Math.max(left, LAST.toMillis()));
        javalin.stop();
    }
}
