package io.codomyrmex.cost.races;

import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetExistsException;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
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
    private static final int CHANGING = 12;
    /** The ledger's clock runs faster than the real one, so that hours and a day end while the race is on. */
    private static final int SPEED = 120;
    /** Shortly before the end of an hour, a day and a month. */
    static final Instant START = Instant.parse("2026-11-30T23:58:00Z");

    private final RaceThread thread;
    private final EntryOperations entries;
    private final HoldOperations holds;
    private final int operations;

    private MixedOperations(RaceThread thread, int operations) {
        this.thread = thread;
        this.entries = new EntryOperations(thread);
        this.holds = new HoldOperations(thread);
        this.operations = operations;
    }

    /** The threads of a process; those of the other one come to other work, and their clocks are a little ahead. */
    static List<Callable<List<String>>> threads(CostStore store, int process, long seed, int operations) {
        Instant began = InstantSource.system().instant();
        InstantSource clock =
                () -> START.plus(Duration.between(began, InstantSource.system().instant())
                        .multipliedBy(SPEED)
                        .plusMillis(700L * process));
        List<Callable<List<String>>> threads = new ArrayList<>();
        SplittableRandom seeds = new SplittableRandom(seed + process);
        for (int t = 0; t < THREADS; t++) {
            int share = operations / THREADS + (t < operations % THREADS ? 1 : 0);
            threads.add(new MixedOperations(new RaceThread(store, process + "-" + t, seeds.nextLong(), clock), share));
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
                spec("gated_compute", operations / 40, BudgetPeriod.DAILY)
                        .tags(gated)
                        .category(CostCategory.COMPUTE),
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
                thread.fail(e.toString());
            }
        }
        return thread.answers();
    }

    private void operate(int i) {
        int dice = thread.random().nextInt(100);
        if (dice < 34) {
            entries.record(i, dice < 4);
        } else if (dice < 38) {
            entries.recordBatch(i);
        } else if (dice < 46) {
            entries.repeat();
        } else if (dice < 50) {
            entries.recordShared();
        } else if (dice < 70) {
            holds.reserve(thread.name() + "-" + i + "h");
        } else if (dice < 80) {
            holds.commit();
        } else if (dice < 86) {
            holds.release();
        } else if (dice < 94) {
            holds.endShared();
        } else if (dice < 98) {
            thread.store().budgets().statuses(List.of(), thread.now());
        } else if (dice < 99) {
            check();
        } else {
            changeBudget();
        }
    }

    private void check() {
        for (BudgetAlert alert : thread.store().budgets().check(thread.now())) {
            thread.note("alert", key(alert));
        }
    }

    /** What an alert fires once for. */
    static String key(BudgetAlert alert) {
        return alert.budgetId() + " " + alert.revision() + " " + alert.periodStart() + " " + alert.arming() + " "
                + alert.threshold().toPlainString();
    }

    private void changeBudget() {
        BudgetSpec spec = spec(
                        "changing_" + thread.random().nextInt(CHANGING),
                        thread.random().nextInt(10 * operations * THREADS),
                        BudgetPeriod.values()[thread.random().nextInt(4)])
                .zone(thread.random().nextBoolean() ? ZoneOffset.UTC : ZoneId.of("Asia/Kolkata"))
                .category(thread.random().nextInt(3) == 0 ? thread.category() : null)
                .tags(thread.random().nextBoolean() ? Map.of() : Map.of("team", thread.team(), "lane", "open"))
                .enforced(thread.random().nextInt(4) > 0);
        try {
            switch (thread.random().nextInt(5)) {
                case 0, 1 -> thread.store().budgets().create(spec, thread.now());
                case 2 -> thread.store().budgets().delete(spec.id());
                case 3 ->
                    thread.store()
                            .budgets()
                            .find(spec.id())
                            .ifPresent(budget -> thread.store()
                                    .budgets()
                                    .update(budget.spec().amount(spec.amount()), thread.now()));
                default -> thread.store().budgets().update(spec, thread.now());
            }
        } catch (BudgetExistsException | UnknownBudgetException e) {
            // another thread was first
        }
    }
}
