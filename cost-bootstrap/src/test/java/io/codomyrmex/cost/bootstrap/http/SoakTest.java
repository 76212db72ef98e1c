package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.codomyrmex.cost.bootstrap.alerting.AlertSettings;
import io.codomyrmex.cost.bootstrap.settings.ServerSettings;
import io.codomyrmex.cost.bootstrap.settings.Setting;
import io.codomyrmex.cost.bootstrap.settings.Settings;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.jdbc.Pooler;
import io.codomyrmex.cost.jdbc.ServerPair;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A service under everything at once for a while: 64 connections, callers of the library that are interrupted at any moment,
 * clients that do not read, a pooler in the first half, two failovers in the second, and a receiver that refuses alerts for a
 * while. {@code -Dcost.soak=PT1H} says for how long.
 */
@Tag("long")
@Timeout(3 * 60 * 60)
class SoakTest {

    private static final Duration LASTS = Duration.parse(System.getProperty("cost.soak", "PT10M"));
    private static final long SEED = Long.getLong("cost.test.seed", 20261127);
    private static final Currency USD = Currency.getInstance("USD");
    private static final int CONNECTIONS = 64;
    private static final int LIBRARY_CALLERS = 8;

    private final SoakJournal journal = new SoakJournal();
    private final Map<String, Integer> taken = new ConcurrentHashMap<>(); // by event id: how often with success
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final List<String> watched = new ArrayList<>(); // budgets that alert as soon as they are made
    private volatile boolean refuses;
    private volatile String url = "http://127.0.0.1:1";
    private volatile @Nullable JdbcCostStore library;

    @Test
    void nothing_is_over_lost_doubled_or_blocked_and_nothing_is_left_behind() throws Exception {
        System.out.println("soak of " + LASTS + ", cost.test.seed=" + SEED);
        Set<String> files = temporaryFiles();
        Set<String> threads = threads();
        HttpServer receiver = receiver();
        List<Thread> clients = new ArrayList<>();
        try (ServerPair servers = new ServerPair()) {
            try {
                JdbcSettings ledger = servers.ledger(USD);
                JdbcCostStore.migrate(ledger);
                createTeams(ledger);
                clients.addAll(clients());
                try (Pooler pooler = servers.pooler()) {
                    serve(JdbcSettings.of(pooler.url("postgres"), USD), receiver, LASTS.dividedBy(2), () -> {});
                }
                Duration quarter = LASTS.dividedBy(4);
                serve(ledger, receiver, quarter, () -> {
                    servers.hang();
                    servers.promote();
                });
                servers.rebuildStandby();
                serve(ledger, receiver, quarter, () -> {
                    servers.kill();
                    servers.promote();
                });
                journal.end();
                awaitEnd(clients, ledger, receiver);
            } finally {
                journal.abandon();
            }
            check(servers);
        } finally {
            receiver.stop(0);
        }
        await("threads to end", () -> difference(threads(), threads).isEmpty());
        assertThat(difference(threads(), threads)).isEmpty();
        assertThat(difference(temporaryFiles(), files)).isEmpty();
        assertThat(journal.failures()).isEmpty();
    }

    private interface Fault {
        void strike() throws Exception;
    }

    /** Serves for a while, with a fault in the middle; what clients ask meanwhile is answered by this service. */
    private void serve(JdbcSettings ledger, HttpServer receiver, Duration lasts, Fault fault) throws Exception {
        try (Service service = start(ledger, receiver);
                JdbcCostStore store = JdbcCostStore.open(ledger)) {
            url = service.url();
            library = store;
            long begin = System.nanoTime();
            boolean struck = false;
            Random random = new Random(SEED);
            List<SlowReader> slow = new ArrayList<>();
            while (System.nanoTime() - begin < lasts.toNanos()) {
                Duration passed = Duration.ofNanos(System.nanoTime() - begin);
                refuses = passed.compareTo(lasts.multipliedBy(2).dividedBy(10)) > 0
                        && passed.compareTo(lasts.multipliedBy(3).dividedBy(10)) < 0;
                if (!struck && passed.compareTo(lasts.dividedBy(2)) > 0) {
                    fault.strike();
                    struck = true;
                }
                makeAlerts(store);
                slow.add(slowReader(random.nextInt()));
                if (slow.size() > 5) {
                    slow.remove(0).close();
                }
                LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            }
            for (SlowReader each : slow) {
                each.close();
            }
            refuses = false;
            library = null;
        }
        System.out.println(journal + ", " + taken.size() + " alerts taken, " + refused.size() + " refused, "
                + journal.failures().size() + " failures");
    }

    private static Service start(JdbcSettings ledger, HttpServer receiver) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        flags.put(Setting.DB_URL, ledger.url());
        if (ledger.user() != null) {
            flags.put(Setting.DB_USER, ledger.user());
        }
        flags.put(Setting.HTTP_PORT, "0");
        AlertSettings alerts = AlertSettings.of(Map.of(
                "COST_ALERT_WEBHOOK",
                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook",
                "COST_ALERT_ALLOW_PRIVATE",
                "true"));
        return Service.start(
                Settings.of(flags, Map.of()), ServerSettings.of(flags, Map.of(), "test"), alerts, Clock.systemUTC());
    }

    private static void createTeams(JdbcSettings ledger) {
        try (JdbcCostStore store = JdbcCostStore.open(ledger)) {
            for (int team = 0; team < SoakCaller.TEAMS; team++) {
                store.budgets()
                        .create(
                                BudgetSpec.of("t" + team, SoakCaller.TEAM_LIMIT, BudgetPeriod.MONTHLY)
                                        .tags(Map.of("team", "t" + team)),
                                Instant.now());
            }
            store.record(
                    List.of(CostDraft.of("1").tag("kind", "free").complete("first", Instant.now())), Instant.now());
            // what makes each of the watched budgets alert
        }
    }

    /** A budget whose spending is there already: it alerts as it is made. The one before is deleted. */
    private void makeAlerts(JdbcCostStore store) {
        String id = "watched-" + watched.size();
        try {
            store.budgets()
                    .create(
                            BudgetSpec.of(id, new BigDecimal("0.5"), BudgetPeriod.MONTHLY)
                                    .tags(Map.of("kind", "free"))
                                    .enforced(false),
                            Instant.now());
            watched.add(id);
            if (watched.size() > 1) {
                store.budgets().delete("watched-" + (watched.size() - 2));
            }
        } catch (StoreUnavailableException | OutcomeUnknownException e) {
            watched.add(id); // it may be there: the next one has another name
        }
    }

    private SlowReader slowReader(int salt) throws IOException {
        SlowReader reader = SlowReader.connect(URI.create(url).getPort());
        StringBuilder array = new StringBuilder("[");
        for (int i = 0; i < 2_000; i++) {
            String id = "slow-" + salt + "-" + i;
            journal.attempt(id);
            array.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"")
                    .append(id)
                    .append("\",\"amount\":\"0.000001\",\"tags\":{\"kind\":\"slow\"}}");
        }
        reader.post("application/json", array.append(']').toString());
        return reader;
    }

    private List<Thread> clients() {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(started("client-" + i, new SoakCaller("c" + i, () -> url, journal, SEED + i)));
        }
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < LIBRARY_CALLERS; i++) {
            String name = "l" + i;
            callers.add(started("caller-" + i, () -> callLibrary(name)));
        }
        clients.addAll(callers);
        clients.add(started("interrupter", () -> {
            Random random = new Random(SEED);
            while (!journal.isOver()) {
                callers.get(random.nextInt(LIBRARY_CALLERS)).interrupt();
                LockSupport.parkNanos(Duration.ofMillis(5 + random.nextInt(50)).toNanos());
            }
        }));
        return clients;
    }

    private static Thread started(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void callLibrary(String name) {
        int calls = 0;
        while (!journal.isOver()) {
            JdbcCostStore store = library;
            if (store != null) {
                String id = name + "-" + ++calls;
                journal.attempt(id);
                try {
                    Instant now = Instant.now();
                    store.record(
                            List.of(CostDraft.of("0.000001").tag("kind", "free").complete(id, now)), now);
                    journal.acknowledge(id, new BigDecimal("0.000001"));
                    store.find(id);
                } catch (StoreUnavailableException | OutcomeUnknownException e) {
                    journal.unanswered(); // a failover, or the store was closed meanwhile: it may be there or not
                } catch (RuntimeException | Error e) {
                    journal.fail(name, e);
                }
            }
            Thread.interrupted();
            LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
        }
    }

    private HttpServer receiver() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            boolean refusing = refuses;
            if (refusing) {
                refused.add(id);
            } else {
                taken.merge(id, 1, Integer::sum);
            }
            exchange.sendResponseHeaders(refusing ? 400 : 204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** Lets every client have its last answer, and the last alerts be delivered. */
    private void awaitEnd(List<Thread> clients, JdbcSettings ledger, HttpServer receiver) throws Exception {
        try (Service service = start(ledger, receiver);
                JdbcCostStore store = JdbcCostStore.open(ledger)) {
            url = service.url();
            for (Thread client : clients) {
                client.join(Duration.ofMinutes(2).toMillis());
                assertThat(client.isAlive())
                        .as(client.getName() + " has had its answer")
                        .isFalse();
            }
            await(
                    "all alerts to be delivered",
                    () -> store.alertOutbox().events(null, 10_000).stream()
                            .flatMap(event -> event.deliveries().stream())
                            .noneMatch(delivery -> delivery.nextAttemptAt() != null));
        }
    }

    private void check(ServerPair servers) throws Exception {
        try (JdbcCostStore store = JdbcCostStore.open(servers.ledger(USD))) {
            assertThat(store.verify().differences()).isEmpty();
            Map<String, BigDecimal> entries = entries(store);
            Map<String, BigDecimal> acknowledged = new HashMap<>(journal.acknowledged());
            acknowledged.entrySet().removeIf(one -> one.getValue().equals(entries.get(one.getKey())));
            assertThat(acknowledged).as("acknowledged and not there").isEmpty();
            entries.remove("first");
            assertThat(difference(entries.keySet(), journal.attempted())).isEmpty();
            assertThat(journal.grants()).isPositive();
            assertThat(journal.denials()).isPositive();
            LockSupport.parkNanos(SoakCaller.TTL.plusSeconds(1).toNanos()); // until the last forgotten hold has expired
            for (int team = 0; team < SoakCaller.TEAMS; team++) {
                assertAllThatIsLeftCanBeSpent(store, "t" + team);
            }
            assertAlertedOnce(store);
            library = null;
        }
        await("connections to end", () -> servers.connections("cost") == 0);
    }

    private static void assertAllThatIsLeftCanBeSpent(JdbcCostStore store, String team) {
        Instant now = Instant.now();
        BudgetStatus status = store.budgets().statuses(List.of(team), now).get(0);
        assertThat(status.held()).as("held by %s", team).isEqualByComparingTo("0");
        assertThat(status.spent()).isLessThanOrEqualTo(SoakCaller.TEAM_LIMIT);
        assertThat(reserve(store, team, status.remaining().add(new BigDecimal("0.000001")), now))
                .isInstanceOf(SpendDecision.Denied.class);
        assertThat(reserve(store, team, status.remaining(), now)).isInstanceOf(SpendDecision.Granted.class);
    }

    private static SpendDecision reserve(JdbcCostStore store, String team, BigDecimal amount, Instant now) {
        return store.gate()
                .reserve(
                        new HoldRequest(
                                "last-" + team + "-" + amount,
                                amount,
                                CostCategory.LLM_INFERENCE,
                                Map.of("team", team),
                                SoakCaller.TTL),
                        now);
    }

    private void assertAlertedOnce(JdbcCostStore store) {
        Map<String, Long> alerts = store.budgets().alerts(1_000_000).stream()
                .filter(alert -> alert.budgetId().startsWith("watched"))
                .collect(Collectors.groupingBy(
                        alert -> alert.budgetId() + " " + alert.threshold(), Collectors.counting()));
        assertThat(alerts.values()).isNotEmpty().allMatch(count -> count == 1);
        Set<String> budgets = alerts.keySet().stream()
                .map(key -> key.substring(0, key.indexOf(' ')))
                .collect(Collectors.toSet());
        assertThat(alerts).hasSize(4 * budgets.size());
        assertThat(taken.values()).as("no event was taken twice").allMatch(times -> times == 1);
        assertThat(refused).as("the receiver refused for a while").isNotEmpty();
        assertThat(taken.keySet().stream().filter(refused::contains))
                .as("a refusal is final")
                .isEmpty();
    }

    private static Map<String, BigDecimal> entries(JdbcCostStore store) {
        Map<String, BigDecimal> entries = new HashMap<>();
        EntryQuery query = new EntryQuery(TimeRange.ALL, CostFilter.ALL, null, EntryQuery.MAX_LIMIT);
        for (List<CostEntry> page = store.entries(query); !page.isEmpty(); page = store.entries(query)) {
            for (CostEntry entry : page) {
                assertThat(entries.put(entry.id(), entry.amount().stripTrailingZeros()))
                        .isNull();
            }
            query = query.after(page.get(page.size() - 1));
        }
        return entries;
    }

    private static Set<String> temporaryFiles() {
        String[] files = new File(System.getProperty("java.io.tmpdir")).list((folder, name) -> name.startsWith("cost"));
        return new TreeSet<>(Arrays.asList(files == null ? new String[0] : files));
    }

    /** The threads of stores, services and deliveries. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("cost") || name.startsWith("alerts ") || name.startsWith("qtp"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> difference(Set<String> now, Set<String> before) {
        Set<String> more = new TreeSet<>(now);
        more.removeAll(before);
        return more;
    }

    private static void await(String what, BooleanSupplier happened) {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
