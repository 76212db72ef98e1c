package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.store.Verification;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the service counts and times, for Prometheus. Thread-safe. */
public final class ServiceMetrics implements AutoCloseable {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
        Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(10)
    };

    private record Answered(String route, int status) {}

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();
    private final DistributionSummary groups;
    private final MultiGauge spent;
    private final MultiGauge held;
    private final MultiGauge limits;
    private final AtomicReference<Double> differences = new AtomicReference<>(Double.NaN);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** Metrics of a new service, all at zero. */
    public ServiceMetrics() {
        groups = DistributionSummary.builder("cost.group.commit.callers")
                .description("callers that shared a transaction")
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
                .register(registry);
        spent = MultiGauge.builder("cost.budget.spent")
                .description("spent of each budget in its current period")
                .register(registry);
        held = MultiGauge.builder("cost.budget.held")
                .description("held of each budget in its current period")
                .register(registry);
        limits = MultiGauge.builder("cost.budget.limit")
                .description("amount of each budget")
                .register(registry);
        registry.gauge("ledger.difference", differences, AtomicReference::get);
        List.of("recorded", "duplicate", "conflict", "rejected").forEach(this::entries);
        List.of("delivered", "failed", "given_up").forEach(this::deliveries);
        List.of("granted", "repeated", "ended", "denied", "unavailable", "outcome_unknown", "committed", "released")
                .forEach(this::reservations);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** What became of an offered entry. */
    void recorded(RecordResult result) {
        entries(result.status()).increment();
    }

    private Counter entries(String status) {
        return registry.counter("cost.entries", "status", status);
    }

    /** What became of a reservation. */
    void reservation(String outcome) {
        reservations(outcome).increment();
    }

    private Counter reservations(String outcome) {
        return registry.counter("cost.reservations", "outcome", outcome);
    }

    /** An alert was handed to a target, or could not be. */
    public void delivery(String outcome) {
        deliveries(outcome).increment();
    }

    private Counter deliveries(String outcome) {
        return registry.counter("cost.alert.deliveries", "outcome", outcome);
    }

    /** How many callers shared a transaction. */
    public void grouped(int callers) {
        groups.record(callers);
    }

    /** Where to ask how many requests are being answered. */
    void active(Supplier<Number> requests) {
        Gauge.builder("cost.http.active", requests)
                .description("requests that are being answered, or wait for a commit")
                .strongReference(true)
                .register(registry);
    }

    /** How long a request took. */
    void answered(String route, int status, long nanos) {
        timers.computeIfAbsent(new Answered(route, status), this::timer).record(Duration.ofNanos(nanos));
    }

    private Timer timer(Answered answered) {
        return Timer.builder("cost.http.requests")
                .description("requests, by route and status")
                .tags("route", answered.route(), "status", Integer.toString(answered.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** What the last verification found: the gauge {@code ledger_difference}, which is not a number before the first. */
    public void verified(Verification verification) {
        differences.set((double) verification.differences().size());
    }

    /** All in the text format of Prometheus. */
    String text(List<BudgetStatus> statuses) {
        show(spent, statuses, BudgetStatus::spent);
        show(held, statuses, BudgetStatus::held);
        show(limits, statuses, status -> status.budget().amount());
        return registry.scrape();
    }

    private static void show(MultiGauge gauge, List<BudgetStatus> statuses, Function<BudgetStatus, BigDecimal> value) {
        gauge.register(
                statuses.stream()
                        .map(status -> MultiGauge.Row.of(
                                Tags.of("budget", status.budget().id()),
                                value.apply(status).doubleValue()))
                        .toList(),
                true);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
