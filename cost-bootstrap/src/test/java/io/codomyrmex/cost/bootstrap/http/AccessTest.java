package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.access.AccessToken;
import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.access.TokenSecret;
import io.codomyrmex.cost.bootstrap.settings.ServerSettings;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may do what: each role on each route, and tokens that are none. */
class AccessTest {

    /** What each route asks for, said here once more: a route that is new, or was opened by mistake, fails. */
    private static final Map<String, Set<Role>> GRANTED = Map.ofEntries(
            Map.entry("recordEntries", Set.of(Role.RECORD, Role.ADMIN)),
            Map.entry("listEntries", Set.of(Role.READ, Role.ADMIN)),
            Map.entry("getSummary", Set.of(Role.READ, Role.ADMIN)),
            Map.entry("getTimeSeries", Set.of(Role.READ, Role.ADMIN)),
            Map.entry("createBudget", Set.of(Role.ADMIN)),
            Map.entry("listBudgets", Set.of(Role.READ, Role.ADMIN)),
            Map.entry("checkBudgets", Set.of(Role.ADMIN)),
            Map.entry("resetAlerts", Set.of(Role.ADMIN)),
            Map.entry("getBudget", Set.of(Role.READ, Role.ADMIN)),
            Map.entry("updateBudget", Set.of(Role.ADMIN)),
            Map.entry("deleteBudget", Set.of(Role.ADMIN)),
            Map.entry("listAlerts", Set.of(Role.READ, Role.ADMIN)),
            Map.entry("canSpend", Set.of(Role.READ, Role.RECORD, Role.ADMIN)),
            Map.entry("reserve", Set.of(Role.RECORD, Role.ADMIN)),
            Map.entry("getReservation", Set.of(Role.READ, Role.RECORD, Role.ADMIN)),
            Map.entry("commitReservation", Set.of(Role.RECORD, Role.ADMIN)),
            Map.entry("releaseReservation", Set.of(Role.RECORD, Role.ADMIN)),
            Map.entry("getMetrics", Set.of(Role.READ, Role.ADMIN)),
            Map.entry("getInfo", Set.of(Role.READ, Role.RECORD, Role.ADMIN)));

    private static final Set<String> OPEN = Set.of("isLive", "isReady", "getOpenApi", "getDashboard", "getAsset");

    private static TestService service;
    private static final Map<Role, String> TOKENS = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        var ledger = TestService.h2();
        try (JdbcCostStore store = JdbcCostStore.open(ledger)) {
            for (Role role : Role.values()) {
                TOKENS.put(role, TestService.token(store, role));
            }
        }
        service = TestService.on(ledger);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Reply call(Route route, String token) {
        String path = route.path().replaceAll("\\{\\w+}", "none");
        HttpCaller caller = service.caller().token(token);
        return route.method().equals("GET") || route.body() == null
                ? caller.send(route.method(), path, BodyPublishers.noBody())
                : caller.sendJson(route.method(), path, "{}");
    }

    @TestFactory
    Stream<DynamicTest> each_role_on_each_route() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Route route : service.server().routes()) {
            boolean open = OPEN.contains(route.id());
            Set<Role> granted = GRANTED.getOrDefault(route.id(), Set.of());
            tests.add(DynamicTest.dynamicTest(route.id() + " without a token", () -> {
                Reply reply = call(route, null);
                if (open) {
                    assertThat(reply.status()).isNotIn(401, 403);
                } else {
                    assertThat(reply.status()).isEqualTo(401);
                    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
                }
            }));
            for (Role role : Role.values()) {
                tests.add(DynamicTest.dynamicTest(route.id() + " as " + role, () -> {
                    Reply reply = call(route, TOKENS.get(role));
                    if (open || granted.contains(role)) {
                        assertThat(reply.status())
                                .as(reply.body())
                                .isNotIn(401, 403)
                                .isLessThan(500);
                    } else {
                        assertThat(reply.status()).isEqualTo(403);
                    }
                }));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> what_is_no_token_lets_nobody_in() {
        String good = TOKENS.get(Role.READ);
        String other = TOKENS.get(Role.ADMIN);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("empty", "");
        headers.put("scheme alone", "Bearer");
        headers.put("scheme and blank", "Bearer ");
        headers.put("without scheme", good);
        headers.put("another scheme", "Basic " + good);
        headers.put("cut off", "Bearer " + good.substring(0, good.length() - 1));
        headers.put("first half", "Bearer " + good.substring(0, good.length() / 2));
        headers.put("one more character", "Bearer " + good + "A");
        headers.put(
                "one character other",
                "Bearer " + good.substring(0, good.length() - 1) + (good.endsWith("A") ? "B" : "A"));
        headers.put("id alone", "Bearer " + good.substring(0, 15));
        headers.put("another's secret", "Bearer " + good.substring(0, 16) + other.substring(16));
        headers.put("in upper case", "Bearer " + good.toUpperCase(Locale.ROOT));
        headers.put("made up", "Bearer " + TokenSecret.create().reveal());
        headers.put("twice", "Bearer " + good + " " + good);
        headers.put("its hash", "Bearer " + "a".repeat(64));
        headers.put("SQL", "Bearer ' or '1'='1");
        headers.put("long", "Bearer " + "x".repeat(5_000));
        return headers.entrySet().stream()
                .map(header -> DynamicTest.dynamicTest(header.getKey(), () -> {
                    Reply reply = service.caller().get("/v1/summary", "Authorization", header.getValue());
                    assertThat(reply.status()).as(header.getValue()).isEqualTo(401);
                    assertThat(reply.body()).doesNotContain(good);
                }));
    }

    @Test
    void the_scheme_may_be_in_any_case() {
        assertThat(service.caller()
                        .get("/v1/summary", "Authorization", "bearer " + TOKENS.get(Role.READ))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_token_that_was_revoked_lets_nobody_in_within_seconds() {
        TokenSecret secret = TokenSecret.create();
        AccessToken token = secret.token("t", Set.of(Role.READ), Instant.EPOCH);
        service.store().accessTokens().add(token);
        HttpCaller caller = service.caller().token(secret.reveal());
        Instant end = Instant.now().plusSeconds(30);
        while (caller.get("/v1/summary").status() != 200 && Instant.now().isBefore(end)) {
            Thread.onSpinWait(); // a new one is looked for at most once a second
        }
        assertThat(caller.get("/v1/summary").status()).isEqualTo(200);

        service.store().accessTokens().revoke(token.id());

        while (caller.get("/v1/summary").status() == 200 && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertThat(caller.get("/v1/summary").status()).isEqualTo(401);
    }

    @Test
    void on_other_addresses_it_does_not_start_without_a_token() {
        ServerSettings everywhere = new ServerSettings("0.0.0.0", 0, Optional.empty(), Duration.ZERO, "test");
        try (JdbcCostStore store = JdbcCostStore.open(TestService.h2());
                InMemoryCostStore memory = new InMemoryCostStore();
                ServiceMetrics metrics = new ServiceMetrics()) {
            assertThatThrownBy(() -> CostServer.start(
                            everywhere, new CostTracker(store), ZoneOffset.UTC, store.accessTokens(), metrics))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("cost token create");
            assertThatThrownBy(
                            () -> CostServer.start(everywhere, new CostTracker(memory), ZoneOffset.UTC, null, metrics))
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void only_a_hash_is_kept() {
        String text = String.valueOf(service.store().accessTokens().list());
        assertThat(TOKENS.values()).allSatisfy(secret -> {
            assertThat(text).doesNotContain(secret.substring(16));
            assertThat(service.store().accessTokens().list())
                    .noneMatch(token -> token.hash().contains(secret.substring(16)));
        });
        assertThat(service.store().accessTokens().list())
                .extracting(AccessToken::hash)
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"))
                .doesNotHaveDuplicates();
    }
}
