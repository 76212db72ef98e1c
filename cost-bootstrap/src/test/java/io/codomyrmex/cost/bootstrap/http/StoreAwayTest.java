package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.settings.ServerSettings;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import io.codomyrmex.cost.store.BudgetStore;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.SpendGate;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** While the ledger cannot answer, the service says so, and the gate says no. */
class StoreAwayTest {

    @Test
    void what_needs_the_ledger_is_unavailable_and_may_be_asked_again() {
        try (TestService service = TestService.on(TestService.h2())) {
            HttpCaller api = service.caller();
            assertThat(api.get("/health/ready").status()).isEqualTo(200);
            service.store().close();

            Reply record = api.post("/v1/entries", "{\"amount\":1}");

            assertThat(record.status()).isEqualTo(503);
            assertThat(record.problem()).isEqualTo("unavailable");
            assertThat(record.header("Retry-After")).isEqualTo("1");
            assertThat(record.body()).doesNotContainIgnoringCase("hikari").doesNotContain("jdbc");
            Reply reserve = api.post("/v1/reservations", "{\"id\":\"r1\",\"amount\":1}");
            assertThat(reserve.status()).isEqualTo(503);
            assertThat(reserve.problem()).isEqualTo("unavailable");
            assertThat(reserve.header("Retry-After")).isEqualTo("1");
            assertThat(reserve.text("id")).isEqualTo("r1");
            assertThat(reserve.json().has("budgets")).isFalse();
            assertThat(reserve.body()).doesNotContainIgnoringCase("hikari").doesNotContain("jdbc");
            for (Reply away : List.of(
                    api.post("/v1/can-spend", "{\"amount\":1}"),
                    api.post("/v1/can-spend", "{\"amount\":0}"),
                    api.get("/v1/reservations/r1"),
                    api.post("/v1/reservations/r1/commit", "{\"actual\":1}"),
                    api.post("/v1/reservations/r1/release"))) {
                assertThat(away.status()).as(away.body()).isEqualTo(503);
                assertThat(away.problem()).isEqualTo("unavailable");
            }
            assertThat(api.get("/health/ready").status()).isEqualTo(503);
            assertThat(api.get("/health/live").status()).isEqualTo(200);
            assertThat(api.get("/metrics").status()).isEqualTo(200);
        }
    }

    @Test
    void a_reservation_whose_answer_was_lost_may_be_held_and_asking_again_with_its_id_tells() {
        AtomicBoolean lost = new AtomicBoolean(true);
        CostStore ledger = new InMemoryCostStore();
        SpendGate gate = proxy(SpendGate.class, (proxy, method, arguments) -> {
            Object answer = method.invoke(ledger.gate(), arguments);
            return method.getName().equals("reserveAsync") && lost.getAndSet(false)
                    ? CompletableFuture.failedFuture(new OutcomeUnknownException("reserve: cut off", null))
                    : answer;
        });
        CostStore losing = proxy(
                CostStore.class,
                (proxy, method, arguments) ->
                        method.getName().equals("gate") ? gate : method.invoke(ledger, arguments));
        try (JdbcCostStore tokens = JdbcCostStore.open(TestService.h2());
                ServiceMetrics metrics = new ServiceMetrics();
                CostServer server = CostServer.start(
                        new ServerSettings("127.0.0.1", 0, Optional.empty(), Duration.ZERO, "test"),
                        TestService.LIMITS,
                        new CostTracker(losing, Clock.systemUTC(), ZoneOffset.UTC),
                        ZoneOffset.UTC,
                        tokens.accessTokens(),
                        metrics)) {
            HttpCaller api = new HttpCaller("http://127.0.0.1:" + server.port(), null);

            Reply unknown = api.post("/v1/reservations", "{\"amount\":1}");

            assertThat(unknown.status()).isEqualTo(503);
            assertThat(unknown.problem()).isEqualTo("outcome-unknown");
            String id = unknown.text("id");
            assertThat(id).startsWith("hold_");
            Reply again = api.post("/v1/reservations", "{\"id\":\"" + id + "\",\"amount\":1}");
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.text("status")).isEqualTo("held");
            assertThat(metrics.text(List.of()))
                    .contains(
                            "cost_reservations_total{outcome=\"outcome_unknown\"} 1.0",
                            "cost_reservations_total{outcome=\"repeated\"} 1.0",
                            "cost_reservations_total{outcome=\"unavailable\"} 0.0");
        }
    }

    /** A ledger that fails to say how full budgets are, so many times. */
    private static CostStore forgetful(AtomicInteger failures, RuntimeException failure) {
        CostStore ledger = new InMemoryCostStore();
        BudgetStore budgets = proxy(BudgetStore.class, (proxy, method, arguments) -> {
            if (method.getName().equals("statuses") && failures.getAndDecrement() > 0) {
                throw failure;
            }
            return method.invoke(ledger.budgets(), arguments);
        });
        return proxy(
                CostStore.class,
                (proxy, method, arguments) ->
                        method.getName().equals("budgets") ? budgets : method.invoke(ledger, arguments));
    }

    static List<RuntimeException> failuresAfterTheChange() {
        return List.of(
                new StoreUnavailableException("away", null),
                new StoreFaultException("broken", null),
                new UnknownBudgetException("b"));
    }

    @ParameterizedTest
    @MethodSource("failuresAfterTheChange")
    void a_budget_that_is_changed_is_never_said_not_to_be(RuntimeException failure) {
        AtomicInteger failures = new AtomicInteger();
        String budget = "{\"id\":\"b\",\"name\":\"n\",\"amount\":1,\"period\":\"daily\"}";
        try (JdbcCostStore tokens = JdbcCostStore.open(TestService.h2());
                ServiceMetrics metrics = new ServiceMetrics();
                CostServer server = CostServer.start(
                        new ServerSettings("127.0.0.1", 0, Optional.empty(), Duration.ZERO, "test"),
                        TestService.LIMITS,
                        new CostTracker(forgetful(failures, failure), Clock.systemUTC(), ZoneOffset.UTC),
                        ZoneOffset.UTC,
                        tokens.accessTokens(),
                        metrics)) {
            HttpCaller api = new HttpCaller("http://127.0.0.1:" + server.port(), null);
            failures.set(2);
            Reply created = api.post("/v1/budgets", budget);
            failures.set(2);
            Reply changed = api.put("/v1/budgets/b", budget.replace("\"amount\":1", "\"amount\":2"));

            for (Reply reply : List.of(created, changed)) {
                assertThat(reply.status()).as(reply.body()).isEqualTo(503);
                assertThat(reply.problem()).isEqualTo("outcome-unknown");
                assertThat(reply.text("detail")).startsWith("the budget is changed as asked");
            }
            failures.set(0);
            assertThat(api.get("/v1/budgets/b").text("amount")).isEqualTo("2");
            failures.set(1);
            assertThat(api.put("/v1/budgets/b", budget).text("amount")).isEqualTo("1");
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
