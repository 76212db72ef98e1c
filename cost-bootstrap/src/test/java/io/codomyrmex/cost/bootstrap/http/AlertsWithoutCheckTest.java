package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.bootstrap.alerting.AlertSettings;
import io.codomyrmex.cost.bootstrap.settings.ServerSettings;
import io.codomyrmex.cost.bootstrap.settings.Settings;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The service fires alerts with whatever makes them true; nobody calls check here. */
class AlertsWithoutCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-25T23:59:00Z");

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);

    static List<String> ledgers() {
        return List.of("memory", "h2", "postgresql");
    }

    private Service serve(String ledger) {
        Map<String, String> environment = Map.of("COST_DB_URL", "memory:");
        if (!ledger.equals("memory")) {
            JdbcSettings settings = ledger.equals("h2") ? TestService.h2() : TestService.postgres();
            environment = Map.of(
                    "COST_DB_URL", settings.url(),
                    "COST_DB_USER", Optional.ofNullable(settings.user()).orElse(""),
                    "COST_DB_PASSWORD", Optional.ofNullable(settings.password()).orElse(""));
        }
        return serve(environment, clock::get);
    }

    private static Service serve(Map<String, String> environment, InstantSource clock) {
        return Service.start(
                Settings.of(Map.of(), environment),
                new ServerSettings("127.0.0.1", 0, Optional.empty(), Duration.ZERO, "test"),
                AlertSettings.of(Map.of()),
                clock,
                Duration.ofMillis(20));
    }

    private static void spend(HttpCaller api, String amount, Instant at) {
        Reply reply = api.post("/v1/entries", "{\"amount\":\"" + amount + "\",\"timestamp\":\"" + at + "\"}");
        assertThat(reply.status()).isEqualTo(201);
    }

    private static void create(HttpCaller api, String amount) {
        assertThat(api.post("/v1/budgets", budget(amount)).status()).isEqualTo(201);
    }

    private static String budget(String amount) {
        return "{\"id\":\"b\",\"name\":\"b\",\"amount\":\"" + amount
                + "\",\"period\":\"daily\",\"alert_thresholds\":[\"0.5\",\"0.8\"]}";
    }

    private static void change(HttpCaller api, String amount) {
        assertThat(api.put("/v1/budgets/b", budget(amount)).status()).isEqualTo(200);
    }

    /** The alerts as the dashboard gets them, oldest first: threshold, spent and amount. */
    private static List<String> alerts(HttpCaller api) {
        List<String> alerts = new ArrayList<>();
        for (JsonNode alert : api.get("/v1/alerts").json().path("alerts")) {
            alerts.add(
                    0,
                    alert.path("threshold").asString() + " "
                            + alert.path("current_spend").asString() + "/"
                            + alert.path("budget_amount").asString());
        }
        return alerts;
    }

    /** Asks for a minute at most. */
    private static boolean until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (System.nanoTime() < deadline) {
            if (condition.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return false;
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void a_budget_created_over_what_is_spent_has_alerted(String ledger) {
        try (Service service = serve(ledger)) {
            HttpCaller api = new HttpCaller(service.url(), null);
            spend(api, "120", NOW);
            create(api, "100");
            assertThat(alerts(api)).containsExactly("0.5 120/100", "0.8 120/100");
        }
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void an_amount_lowered_under_what_is_spent_has_alerted(String ledger) {
        try (Service service = serve(ledger)) {
            HttpCaller api = new HttpCaller(service.url(), null);
            create(api, "1000");
            spend(api, "120", NOW);
            assertThat(alerts(api)).isEmpty();
            change(api, "100");
            assertThat(alerts(api)).containsExactly("0.5 120/100", "0.8 120/100");
        }
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void an_amount_raised_in_mid_period_alerts_again_once(String ledger) {
        try (Service service = serve(ledger)) {
            HttpCaller api = new HttpCaller(service.url(), null);
            create(api, "10");
            spend(api, "8.01", NOW);
            change(api, "100");
            spend(api, "89.99", NOW);
            spend(api, "1", NOW);
            assertThat(alerts(api)).containsExactly("0.5 8.01/10", "0.8 8.01/10", "0.5 98/100", "0.8 98/100");
        }
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void a_period_that_begins_over_entries_dated_ahead_alerts_by_itself(String ledger) {
        try (Service service = serve(ledger)) {
            HttpCaller api = new HttpCaller(service.url(), null);
            Instant tomorrow = NOW.plus(Duration.ofHours(1));
            create(api, "100");
            spend(api, "60", tomorrow);
            assertThat(alerts(api)).isEmpty();

            clock.set(tomorrow);

            assertThat(until(() -> !alerts(api).isEmpty())).isTrue();
            assertThat(alerts(api)).containsExactly("0.5 60/100");
            Reply checked = api.post("/v1/budgets/check");
            assertThat(checked.json().path("alerts").size()).isEqualTo(1);
        }
    }

    @Test
    void an_error_does_not_end_the_looking() {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger failures = new AtomicInteger();
        InstantSource failing = () -> {
            if (broken.get() && Thread.currentThread().getName().equals("the look for due alerts")) {
                failures.incrementAndGet();
                throw new LinkageError("no clock today");
            }
            return clock.get();
        };
        Map<String, String> environment = Map.of("COST_DB_URL", "memory:");
        try (Service service = serve(environment, failing)) {
            HttpCaller api = new HttpCaller(service.url(), null);
            Instant tomorrow = NOW.plus(Duration.ofHours(1));
            create(api, "100");
            spend(api, "60", tomorrow);
            clock.set(tomorrow);
            assertThat(until(() -> failures.get() > 2)).isTrue();
            broken.set(false);
            assertThat(until(() -> !alerts(api).isEmpty())).isTrue();
            assertThat(alerts(api)).containsExactly("0.5 60/100");
        }
    }
}
