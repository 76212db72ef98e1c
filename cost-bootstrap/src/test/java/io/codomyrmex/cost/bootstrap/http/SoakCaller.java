package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One client of the soak: records, reserves, commits, releases and reads, and asks again where it got no answer. */
final class SoakCaller implements Runnable {

    /** What a team may spend in a month; only holds spend it, so it is never over. */
    static final BigDecimal TEAM_LIMIT = new BigDecimal("300");

    static final int TEAMS = 8;
    /** How long a hold lasts that its caller forgets. */
    static final Duration TTL = Duration.ofSeconds(20);

    private static final String HELD = "10";
    private static final BigDecimal SPENT = new BigDecimal("0.01");
    private static final int BATCH = 20;
    private static final Duration RETRY = Duration.ofMillis(200);

    private final String name;
    private final Supplier<String> url;
    private final SoakJournal journal;
    private final Random random;
    private int calls;

    /**
     * @param url where the service is; it may move
     */
    SoakCaller(String name, Supplier<String> url, SoakJournal journal, long seed) {
        this.name = name;
        this.url = url;
        this.journal = journal;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        while (!journal.isOver()) {
            try {
                call();
            } catch (RuntimeException | Error e) {
                journal.fail(name, e);
            }
            LockSupport.parkNanos(Duration.ofMillis(50 + random.nextInt(400)).toNanos());
        }
    }

    private void call() {
        String id = name + "-" + ++calls;
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> record(id);
            case 4, 5, 6, 7 -> reserve(id);
            case 8 -> recordMany(id);
            default -> read();
        }
    }

    private void record(String id) {
        BigDecimal amount = new BigDecimal(1 + random.nextInt(1_000_000)).movePointLeft(6);
        journal.attempt(id);
        Reply reply = answered("POST", "/v1/entries", entry(id, amount));
        assertThat(reply.status()).as(reply.body()).isIn(200, 201);
        journal.acknowledge(id, amount);
    }

    private String entry(String id, BigDecimal amount) {
        return "{\"id\":\"" + id + "\",\"amount\":\"" + amount.toPlainString() + "\",\"resource_id\":\"model-"
                + random.nextInt(40) + "\",\"tags\":{\"kind\":\"free\",\"user\":\"u" + random.nextInt(500) + "\"}}";
    }

    private void recordMany(String id) {
        StringJoiner array = new StringJoiner(",", "[", "]");
        BigDecimal amount = new BigDecimal("0.000001");
        for (int i = 0; i < BATCH; i++) {
            journal.attempt(id + "." + i);
            array.add(entry(id + "." + i, amount));
        }
        Reply reply = answered("POST", "/v1/entries", array.toString());
        assertThat(reply.status()).as(reply.body()).isIn(200, 201, 207);
        for (int i = 0; i < BATCH; i++) {
            journal.acknowledge(id + "." + i, amount);
        }
    }

    private void reserve(String id) {
        String team = "t" + random.nextInt(TEAMS);
        Reply reply = answered(
                "POST",
                "/v1/reservations",
                "{\"id\":\"" + id + "\",\"amount\":\"" + HELD + "\",\"tags\":{\"team\":\"" + team + "\"},\"ttl\":\""
                        + TTL + "\"}");
        if (reply.status() == 409) {
            if (reply.problem().equals("budget-exceeded")) {
                journal.denied();
                assertJustified(reply);
            } else { // it was granted before an answer that was lost, and has expired since
                assertThat(reply.problem()).as(reply.body()).isEqualTo("reservation-ended");
            }
            return;
        }
        assertThat(reply.status()).as(reply.body()).isIn(200, 201);
        journal.granted();
        int what = random.nextInt(10);
        if (what < 6) {
            journal.attempt(id);
            Reply committed = answered("POST", "/v1/reservations/" + id + "/commit", "{\"actual\":\"" + SPENT + "\"}");
            assertThat(committed.status()).as(committed.body()).isIn(200, 201);
            journal.acknowledge(id, SPENT);
        } else if (what < 9) {
            Reply released = answered("POST", "/v1/reservations/" + id + "/release", null);
            assertThat(released.status()).as(released.body()).isEqualTo(200);
        }
    }

    private static void assertJustified(Reply denial) {
        boolean justified = false;
        for (JsonNode budget : denial.json().path("budgets")) {
            BigDecimal left = new BigDecimal(budget.path("remaining").asString());
            justified |= budget.path("exceeded").asBoolean() && left.compareTo(new BigDecimal(HELD)) < 0;
        }
        assertThat(justified).as(denial.body()).isTrue();
    }

    private void read() {
        String path = switch (random.nextInt(3)) {
            case 0 -> "/v1/summary?period=daily&top=5";
            case 1 -> "/v1/budgets";
            default -> "/v1/alerts";
        };
        assertThat(answered("GET", path, null).status()).as(path).isEqualTo(200);
    }

    /** Asks until there is an answer of the ledger: through restarts of the service, and while its database is away. */
    private Reply answered(String method, String path, @Nullable String json) {
        while (true) {
            try {
                HttpCaller caller = new HttpCaller(url.get(), null);
                Reply reply = json == null
                        ? method.equals("GET") ? caller.get(path) : caller.post(path)
                        : caller.post(path, json);
                if (reply.status() != 503) {
                    return reply;
                }
            } catch (UncheckedIOException e) {
                journal.unanswered(); // asked again below: the same request with the same id
            }
            if (journal.isAbandoned()) {
                throw new AssertionError("no answer to " + method + " " + path);
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }
}
