package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.alerting.AlertDelivering;
import io.codomyrmex.cost.bootstrap.alerting.AlertSettings;
import io.codomyrmex.cost.bootstrap.settings.Ledgers;
import io.codomyrmex.cost.bootstrap.settings.ServerSettings;
import io.codomyrmex.cost.bootstrap.settings.Settings;
import io.codomyrmex.cost.store.CostStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A ledger, served: the store, the server, and what goes on beside requests. Closed in the opposite order. */
public final class Service implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ServerSettings settings;
    private int port;

    private Service(ServerSettings settings) {
        this.settings = settings;
    }

    /**
     * Opens the ledger, bringing its schema up to date, and starts to serve it.
     *
     * @throws io.codomyrmex.cost.store.StoreUnavailableException if the ledger cannot be reached
     * @throws io.codomyrmex.cost.input.InvalidInputException if a setting breaks its rule
     */
    public static Service start(Settings ledger, ServerSettings settings, AlertSettings alerts, InstantSource clock) {
        return start(ledger, settings, alerts, clock, DueAlerts.EVERY);
    }

    static Service start(
            Settings ledger, ServerSettings settings, AlertSettings alerts, InstantSource clock, Duration alertsEvery) {
        Service service = new Service(settings);
        try {
            service.begin(ledger, alerts, clock, alertsEvery);
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
        return service;
    }

    private void begin(Settings ledger, AlertSettings alerts, InstantSource clock, Duration alertsEvery) {
        ServiceMetrics metrics = new ServiceMetrics();
        parts.push(metrics);
        CostStore store = Ledgers.open(ledger, metrics::grouped);
        parts.push(store);
        parts.push(Audit.start(store, settings.verifyEvery(), metrics, clock));
        parts.push(AlertDelivering.start(
                store.alertOutbox(),
                alerts,
                clock,
                (target, outcome) -> metrics.delivery(outcome.name().toLowerCase(Locale.ROOT))));
        CostTracker tracker = new CostTracker(store, clock, ledger.zone());
        parts.push(DueAlerts.start(new BudgetManager(tracker), alertsEvery, clock));
        CostServer server = CostServer.start(
                settings, tracker, ledger.zone(), Ledgers.tokens(store).orElse(null), metrics);
        parts.push(server);
        port = server.port();
        LOG.info("serving {} at {}", ledger.shownUrl(), url());
    }

    /** Where it is reached. */
    public String url() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return (settings.tls().isPresent() ? "https://" : "http://") + host + ":" + port;
    }

    /** Lets what was taken end, then gives everything back. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("a part of the service did not close", e);
            }
        }
        LOG.info("stopped");
    }
}
