package io.codomyrmex.cost.races;

import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetExistsException;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldConflictException;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.gate.UnknownHoldException;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/** One thread's share of all that can be done to a ledger, at random; every answer that says something was done is noted. */
final class MixedOperations implements Callable<List<String>> {

    private static final int THREADS = 32;
    /** Holds, records and budgets that any thread of any process may meet. */
    private static final int SHARED = 400;
    private static final int CHANGING = 12;
    private static final Duration DAY = Duration.ofHours(24);
    /** The ledger's clock runs faster than the real one, so that hours and a day end while the race is on. */
    private static final int SPEED = 120;
    /** Shortly before the end of an hour, a day and a month. */
    private static final Instant START = Instant.parse("2026-11-30T23:58:00Z");

    private final CostStore store;
    private final SplittableRandom random;
    private final InstantSource clock;
    private final String name;
    private final int operations;
    private final List<Posting> recorded = new ArrayList<>();
    private final List<HoldRequest> granted = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    private MixedOperations(CostStore store, String name, long seed, InstantSource clock, int operations) {
        this.store = store;
        this.name = name;
        this.random = new SplittableRandom(seed);
        this.clock = clock;
        this.operations = operations;
    }

    /** The threads of a process; those of the other one come to other work, and their clocks are a little ahead. */
    static List<Callable<List<String>>> threads(CostStore store, int process, long seed, int operations) {
        Instant began = InstantSource.system().instant();
        InstantSource clock = () -> START.plus(Duration.between(began, InstantSource.system().instant())
                .multipliedBy(SPEED)
                .plusMillis(700L * process));
        List<Callable<List<String>>> threads = new ArrayList<>();
        SplittableRandom seeds = new SplittableRandom(seed + process);
        for (int t = 0; t < THREADS; t++) {
            int share = operations / THREADS + (t < operations % THREADS ? 1 : 0);
            threads.add(new MixedOperations(store, process + "-" + t, seeds.nextLong(), clock, share));
        }
        return threads;
    }

    /**
     * Budgets that stay as they are: two that only holds of the lane "gated" fill, and others that all kinds of cost do;
     * small enough that so many operations fill them.
     */
    static List<BudgetSpec> lastingBudgets(int operations) {
        Map<String, String> gated = Map.of("lane", "gated");
        return List.of(
                spec("gated_hourly", operations / 25, BudgetPeriod.HOURLY).tags(gated),
                spec("gated_compute", operations / 40, BudgetPeriod.DAILY).tags(gated).category(CostCategory.COMPUTE),
                spec("open_daily", operations * 5, BudgetPeriod.DAILY).zone(ZoneId.of("Asia/Kolkata")),
                spec("open_monthly", operations * 10, BudgetPeriod.MONTHLY).zone(ZoneId.of("America/New_York")),
                spec("alert_only", operations / 2, BudgetPeriod.WEEKLY).enforced(false));
    }

    private static BudgetSpec spec(String id, int amount, BudgetPeriod period) {
        return BudgetSpec.of(id, BigDecimal.valueOf(amount), period);
    }

    @Override
    public List<String> call() {
        for (int i = 0; i < operations; i++) {
            try {
                operate(i);
            } catch (RuntimeException e) { // only refusals are expected, and they are caught where they are
                note("failure", e.toString().replaceAll("\\s", " "));
            }
        }
        return answers;
    }

    private void operate(int i) {
        int dice = random.nextInt(100);
        if (dice < 30) {
            record(List.of(draft(name + "-" + i, amount(1_000)).complete("", now())));
        } else if (dice < 34) {
            recordBatch(i);
        } else if (dice < 38) {
            record(List.of(draft(name + "-" + i, amount(1_000).negate()).complete("", now())));
        } else if (dice < 46) {
            repeat();
        } else if (dice < 50) {
            recordShared();
        } else if (dice < 70) {
            reserve(name + "-" + i + "h");
        } else if (dice < 80) {
            commit();
        } else if (dice < 86) {
            release();
        } else if (dice < 94) {
            endShared();
        } else if (dice < 98) {
            store.budgets().statuses(List.of(), now());
        } else if (dice < 99) {
            check();
        } else {
            changeBudget();
        }
    }

    private Instant now() {
        return clock.instant();
    }

    private void note(String... fields) {
        answers.add(String.join("\t", fields));
    }

    /** Above zero, below the limit, of any scale. */
    private BigDecimal amount(int limit) {
        int scale = random.nextInt(19);
        BigDecimal fraction = BigDecimal.valueOf(random.nextLong(1, 1_000_000_000_000_000_000L), 18);
        BigDecimal amount = fraction.multiply(BigDecimal.valueOf(random.nextInt(1, limit)))
                .movePointLeft(1)
                .setScale(scale, RoundingMode.UP);
        return amount;
    }

    private CostCategory category(SplittableRandom source) {
        return CostCategory.values()[source.nextInt(4)];
    }

    private CostDraft draft(String id, BigDecimal amount) {
        return CostDraft.of(amount)
                .id(id)
                .category(category(random))
                .resource("r" + random.nextInt(3))
                .tags(Map.of("lane", "open", "team", "" + random.nextInt(3)))
                .at(now().minus(Duration.ofMinutes(random.nextInt(150))));
    }

    private void record(List<Posting> postings) {
        for (RecordResult result : store.record(postings, now())) {
            if (result instanceof RecordResult.Recorded done) {
                note("recorded", done.entry().id(), done.entry().amount().toPlainString());
                recorded.add(new Posting(done.entry(), true));
            } else {
                note("failure", "new entry answered with " + result.status());
            }
        }
    }

    /** New entries, the first of them twice, and one that was recorded before with another amount. */
    private void recordBatch(int i) {
        List<Posting> batch = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            batch.add(draft(name + "-" + i + "b" + n, amount(100)).complete("", now()));
        }
        batch.add(batch.get(0));
        List<String> expected = new ArrayList<>(List.of("recorded", "recorded", "recorded", "duplicate"));
        if (!recorded.isEmpty()) {
            Posting old = recorded.get(random.nextInt(recorded.size()));
            batch.add(draft(old.entry().id(), old.entry().amount().add(BigDecimal.ONE)).complete("", now()));
            expected.add("conflict");
        }
        List<RecordResult> results = store.record(batch, now());
        if (!results.stream().map(RecordResult::status).toList().equals(expected)) {
            note("failure", "batch answered with " + results.stream().map(RecordResult::status).toList());
        }
        for (RecordResult result : results.subList(0, 3)) {
            if (result instanceof RecordResult.Recorded done) {
                note("recorded", done.entry().id(), done.entry().amount().toPlainString());
                recorded.add(new Posting(done.entry(), true));
            }
        }
    }

    private void repeat() {
        if (!recorded.isEmpty()) {
            Posting old = recorded.get(random.nextInt(recorded.size()));
            RecordResult result = store.record(List.of(old), now()).get(0);
            if (!(result instanceof RecordResult.Duplicate)) {
                note("failure", "repeated entry answered with " + result.status());
            }
        }
    }

    /** An entry that other threads record too, with the same content: one of all is told that it was new. */
    private void recordShared() {
        int number = random.nextInt(SHARED);
        SplittableRandom content = new SplittableRandom(number);
        RecordResult result = store.record(
                        List.of(CostDraft.of(BigDecimal.valueOf(content.nextLong(1, 1_000_000), 4))
                                .id("shared-" + number)
                                .category(category(content))
                                .tags(Map.of("lane", "open"))
                                .at(START)
                                .complete("", now())),
                        now())
                .get(0);
        if (result instanceof RecordResult.Recorded done) {
            note("recorded", done.entry().id(), done.entry().amount().toPlainString());
        } else if (!(result instanceof RecordResult.Duplicate)) {
            note("failure", "shared entry answered with " + result.status());
        }
    }

    private void reserve(String id) {
        boolean gated = random.nextBoolean();
        // a hold of the gated lane never expires, so that nothing but the gate decides how full its budgets get
        Duration ttl = gated ? DAY : Duration.ofMillis(random.nextInt(1, 120_000));
        Map<String, String> tags = Map.of("lane", gated ? "gated" : "open", "team", "" + random.nextInt(3));
        reserve(new HoldRequest(id, amount(100), category(random), tags, ttl));
    }

    private void reserve(HoldRequest request) {
        SpendDecision decision = store.gate().reserve(request, now());
        if (decision instanceof SpendDecision.Granted known && known.repeated()) {
            if (!request.id().startsWith("shared")) {
                note("failure", "new hold was there already");
            }
            return;
        }
        if (!Reservations.isJustified(decision, request.amount())) {
            note("failure", "not justified: " + decision);
        }
        if (decision instanceof SpendDecision.Granted) {
            note("granted", request.id(), request.amount().toPlainString());
            if (!request.id().startsWith("shared")) {
                granted.add(request);
            }
        } else {
            note("denied");
        }
    }

    private void commit() {
        if (!granted.isEmpty()) {
            HoldRequest hold = granted.get(random.nextInt(granted.size()));
            boolean gated = "gated".equals(hold.tags().get("lane"));
            BigDecimal actual = gated ? hold.amount() : hold.amount().add(BigDecimal.valueOf(random.nextInt(3)));
            commit(hold.id(), actual);
        }
    }

    private void commit(String id, BigDecimal actual) {
        try {
            RecordResult result = store.gate().commit(HoldCommit.of(id, actual), now());
            if (result instanceof RecordResult.Recorded done) {
                note("recorded", id, done.entry().amount().toPlainString());
                note("committed", id);
            }
        } catch (HoldConflictException e) {
            if (e.hold().status() != HoldStatus.RELEASED && e.hold().status() != HoldStatus.COMMITTED) {
                note("failure", e.toString());
            }
        } catch (UnknownHoldException e) {
            expectShared(id, e);
        }
    }

    private void release() {
        if (!granted.isEmpty()) {
            release(granted.get(random.nextInt(granted.size())).id());
        }
    }

    private void release(String id) {
        try {
            Hold hold = store.gate().release(id, now());
            if (hold.status() == HoldStatus.RELEASED) {
                note("released", id);
            } else if (hold.status() == HoldStatus.HELD) {
                note("failure", "still held after release: " + id);
            }
        } catch (UnknownHoldException e) {
            expectShared(id, e);
        }
    }

    private void expectShared(String id, RuntimeException unknown) {
        if (!id.startsWith("shared")) {
            note("failure", unknown.toString());
        }
    }

    /** A hold that other threads reserve, commit and release too. */
    private void endShared() {
        int number = random.nextInt(SHARED);
        String id = "shared-hold-" + number;
        BigDecimal amount = BigDecimal.valueOf(1 + number % 5);
        switch (random.nextInt(3)) {
            case 0 -> commit(id, amount);
            case 1 -> release(id);
            default ->
                reserve(new HoldRequest(
                        id, amount, CostCategory.STORAGE, Map.of("lane", "open"), Duration.ofMillis(20_000)));
        }
    }

    private void check() {
        for (BudgetAlert alert : store.budgets().check(now())) {
            note("alert", key(alert));
        }
    }

    /** What an alert fires once for. */
    static String key(BudgetAlert alert) {
        return alert.budgetId() + " " + alert.revision() + " " + alert.periodStart() + " " + alert.arming() + " "
                + alert.threshold().toPlainString();
    }

    private void changeBudget() {
        BudgetSpec spec = spec(
                        "changing_" + random.nextInt(CHANGING),
                        random.nextInt(10 * operations * THREADS),
                        BudgetPeriod.values()[random.nextInt(4)])
                .zone(random.nextBoolean() ? ZoneOffset.UTC : ZoneId.of("Asia/Kolkata"))
                .category(random.nextInt(3) == 0 ? category(random) : null)
                .tags(random.nextBoolean() ? Map.of() : Map.of("team", "" + random.nextInt(3), "lane", "open"))
                .enforced(random.nextInt(4) > 0);
        try {
            switch (random.nextInt(5)) {
                case 0, 1 -> store.budgets().create(spec, now());
                case 2 -> store.budgets().delete(spec.id());
                case 3 ->
                    store.budgets().find(spec.id()).ifPresent(budget -> store.budgets()
                            .update(budget.spec().amount(spec.amount()), now()));
                default -> store.budgets().update(spec, now());
            }
        } catch (BudgetExistsException | UnknownBudgetException e) {
            // another thread was first
        }
    }
}
