package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.access.KnownTokens;
import io.codomyrmex.cost.bootstrap.settings.ServerSettings;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.AccessTokenStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The service, listening. Closing it lets requests that were taken end first. */
public final class CostServer implements AutoCloseable {

    private final WebServer web;
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
        EntryStream stream = new EntryStream(tracker, metrics, limits.streams(), stopping::get);
        all.addAll(new EntryRoutes(tracker, zone, metrics, stream).routes());
        all.addAll(new SummaryRoutes(tracker, zone).routes());
        all.addAll(new BudgetRoutes(budgets, zone).routes());
        all.addAll(new AlertRoutes(tracker.store().alertOutbox()).routes());
        all.addAll(new GateRoutes(budgets, metrics).routes());
        all.addAll(new HealthRoutes(tracker, budgets, zone, metrics, settings.version(), stopping::get).routes());
        all.addAll(new Pages().routes(document));
        document.describe(all);
        this.routes = List.copyOf(all);
        Answers answers = new Answers(limits.answerTime(), limits.waitingBytes());
        Dispatcher dispatcher = new Dispatcher(gatekeeper, limits, metrics, answers);
        this.web = new WebServer(settings, limits, metrics, answers, config -> dispatcher.addTo(config, routes));
    }

    /**
     * Starts.
     *
     * @param settings where to listen
     * @param tracker the ledger
     * @param zone where days, weeks and months start
     * @param tokens the tokens of the ledger; null if it cannot keep any
     * @param metrics where to count
     * @throws InvalidInputException if the address cannot be listened on, or is not loopback and there is no token
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
        server.web.start();
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

    /** The port it listens on. */
    public int port() {
        return web.port();
    }

    /** All routes. */
    List<Route> routes() {
        return routes;
    }

    @Override
    public void close() {
        stopping.set(true);
        web.close();
    }
}
