package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.access.KnownTokens;
import io.codomyrmex.cost.bootstrap.settings.ServerSettings;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.AccessTokenStore;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The service, listening. Closing it lets requests that were taken end first. */
public final class CostServer implements AutoCloseable {

    private static final int THREADS = 200;
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Javalin javalin;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final List<Route> routes;

    private CostServer(
            ServerSettings settings,
            Limits limits,
            CostTracker tracker,
            ZoneId zone,
            Gatekeeper gatekeeper,
            ServiceMetrics metrics) {
        BudgetManager budgets = new BudgetManager(tracker);
        OpenApi document = new OpenApi(settings.version());
        List<Route> all = new ArrayList<>();
        all.addAll(new EntryRoutes(tracker, zone, metrics).routes());
        all.addAll(new SummaryRoutes(tracker, zone).routes());
        all.addAll(new BudgetRoutes(budgets, zone).routes());
        all.addAll(new AlertRoutes(tracker.store().alertOutbox()).routes());
        all.addAll(new GateRoutes(budgets, metrics).routes());
        all.addAll(new HealthRoutes(tracker, budgets, zone, metrics, settings.version(), stopping::get).routes());
        all.addAll(new Pages().routes(document));
        document.describe(all);
        this.routes = List.copyOf(all);
        Dispatcher dispatcher = new Dispatcher(gatekeeper, limits, metrics);
        this.javalin = Javalin.create(config -> {
            configure(config, settings, limits, metrics);
            dispatcher.addTo(config, routes);
        });
    }

    /**
     * Starts.
     *
     * @param settings where to listen
     * @param tracker the ledger
     * @param zone where days, weeks and months start
     * @param tokens the tokens of the ledger; null if it cannot keep any
     * @param metrics where to count
     * @throws InvalidInputException if it is to listen on other addresses than loopback, and there is no token
     * @throws UncheckedIOException if the address cannot be listened on
     */
    public static CostServer start(
            ServerSettings settings,
            CostTracker tracker,
            ZoneId zone,
            @Nullable AccessTokenStore tokens,
            ServiceMetrics metrics) {
        return start(settings, Limits.DEFAULT, tracker, zone, tokens, metrics);
    }

    static CostServer start(
            ServerSettings settings,
            Limits limits,
            CostTracker tracker,
            ZoneId zone,
            @Nullable AccessTokenStore tokens,
            ServiceMetrics metrics) {
        KnownTokens known = tokens == null ? null : new KnownTokens(tokens);
        boolean loopback = isLoopback(settings.host());
        if (!loopback && (known == null || !known.any())) {
            throw new InvalidInputException(
                    "host",
                    settings.host(),
                    "must be a loopback address while there is no token; make one with cost token create");
        }
        CostServer server = new CostServer(settings, limits, tracker, zone, new Gatekeeper(known, !loopback), metrics);
        server.javalin.start();
        return server;
    }

    private static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new InvalidInputException("host", host, "must be a name or address of this machine", e);
        }
    }

    private static void configure(
            JavalinConfig config, ServerSettings settings, Limits limits, ServiceMetrics metrics) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = Long.MAX_VALUE; // bodies are bounded where they are read
        config.router.ignoreTrailingSlashes = false;
        config.jetty.threadPool = new QueuedThreadPool(THREADS, 8);
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP.toMillis());
            server.setErrorHandler(new ProblemPages());
            GracefulHandler graceful = new GracefulHandler(new MinimumDataRateHandler(limits.bytesPerSecond(), 0));
            metrics.active(graceful::getCurrentRequestCount);
            server.setHandler(graceful);
            server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        });
        config.jetty.addConnector((server, http) -> connector(server, settings, limits));
    }

    private static ServerConnector connector(Server server, ServerSettings settings, Limits limits) {
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

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** All routes. */
    List<Route> routes() {
        return routes;
    }

    @Override
    public void close() {
        stopping.set(true);
        javalin.stop();
    }
}
