package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.access.TokenSecret;
import io.codomyrmex.cost.bootstrap.settings.ServerSettings;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.jdbc.PostgresServer;
import io.codomyrmex.cost.store.CostStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A service on a ledger of its own, on a free loopback port. */
final class TestService implements AutoCloseable {

    /** As by default, but that a test need not wait for its own idle connections. */
    static final Limits LIMITS = new Limits(
            Limits.DEFAULT.bodyBytes(),
            Limits.DEFAULT.bodyTime(),
            Limits.DEFAULT.streamBytes(),
            Limits.DEFAULT.streamTime(),
            Limits.DEFAULT.streamLines(),
            Limits.DEFAULT.streams(),
            Limits.DEFAULT.answerBytes(),
            Limits.DEFAULT.answerTime(),
            Limits.DEFAULT.waitingBytes(),
            Limits.DEFAULT.headerBytes(),
            Limits.DEFAULT.connections(),
            Limits.DEFAULT.idle(),
            Duration.ofMillis(10),
            Limits.DEFAULT.bytesPerSecond());

    static final Currency USD = Currency.getInstance("USD");

    private final JdbcCostStore store;
    private final CostServer server;
    private final ServiceMetrics metrics = new ServiceMetrics();
    private final HttpCaller caller;

    private TestService(JdbcSettings ledger, Limits limits, InstantSource clock, @Nullable String token) {
        store = JdbcCostStore.open(ledger, metrics::grouped);
        server = CostServer.start(
                new ServerSettings("127.0.0.1", 0, Optional.empty(), Duration.ZERO, "test"),
                limits,
                new CostTracker(store, clock, ZoneOffset.UTC),
                ZoneOffset.UTC,
                store.accessTokens(),
                metrics);
        caller = new HttpCaller("http://127.0.0.1:" + server.port(), token);
    }

    static JdbcSettings h2() {
        return JdbcSettings.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", USD);
    }

    static JdbcSettings postgres() {
        return PostgresServer.get().newLedger(USD);
    }

    static TestService on(JdbcSettings ledger) {
        return new TestService(ledger, LIMITS, Clock.systemUTC(), null);
    }

    static TestService at(JdbcSettings ledger, Instant now) {
        return new TestService(ledger, LIMITS, InstantSource.fixed(now), null);
    }

    static TestService with(JdbcSettings ledger, Limits limits) {
        return new TestService(ledger, limits, Clock.systemUTC(), null);
    }

    /** Makes a token on this ledger. */
    static String token(CostStore store, Role... roles) {
        TokenSecret secret = TokenSecret.create();
        ((JdbcCostStore) store).accessTokens().add(secret.token("test", Set.of(roles), Instant.EPOCH));
        return secret.reveal();
    }

    JdbcCostStore store() {
        return store;
    }

    CostServer server() {
        return server;
    }

    /** A caller without a token. */
    HttpCaller caller() {
        return caller;
    }

    @Override
    public void close() {
        server.close();
        store.close();
        metrics.close();
    }
}
