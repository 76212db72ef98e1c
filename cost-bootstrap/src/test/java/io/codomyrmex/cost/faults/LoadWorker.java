package io.codomyrmex.cost.faults;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A process that records and reserves in several threads until it is killed. It says on its standard output what it is
 * about to do, and what was acknowledged: {@code VERB ID [AMOUNT]}, a line at a time, in the order in which it happened.
 */
final class LoadWorker {

    /** An entry of this id and amount may come into being from now on. */
    static final String OFFERED = "offered";
    /** The entry was acknowledged. */
    static final String RECORDED = "recorded";
    /** A hold of this id may come into being from now on. */
    static final String ASKED = "asked";
    /** The hold was granted. */
    static final String HELD = "held";
    /** The hold was freed. */
    static final String RELEASED = "released";
    /** Between an id of a batch, the place in it, and its size. */
    static final String BATCH = "/";

    private static final int THREADS = 8;
    private static final CostCategory[] CATEGORIES = {CostCategory.LLM_INFERENCE, CostCategory.COMPUTE};

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final CostTracker tracker;
    private final BudgetManager manager;

    private LoadWorker(JdbcCostStore store, Instant now) {
        tracker = new CostTracker(store, Clock.fixed(now, ZoneOffset.UTC), ZoneOffset.UTC);
        manager = new BudgetManager(tracker);
    }

    /** Arguments: url, user, password, the clock's time, a prefix for ids, a seed. */
    public static void main(String[] args) {
        System.setOut(System.err); // nobody else writes to the pipe
        JdbcSettings settings = JdbcSettings.of(args[0], Currency.getInstance("USD"))
                .user(args[1])
                .password(args[2]);
        LoadWorker worker = new LoadWorker(JdbcCostStore.open(settings), Instant.parse(args[3]));
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            worker.say("failed:", failure.toString());
            Runtime.getRuntime().halt(1);
        });
        for (int i = 0; i < THREADS; i++) {
            String prefix = args[4] + "-" + i + "-";
            Random random = new Random(Long.parseLong(args[5]) + i);
            new Thread(() -> {
                        for (int n = 0; ; n++) {
                            worker.spend(prefix + n, random);
                        }
                    })
                    .start();
        }
    }

    /** One write for a line: it is in the pipe as a whole or not at all. */
    private synchronized void say(String... words) {
        try {
            out.write((String.join(" ", words) + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void spend(String id, Random random) {
        switch (random.nextInt(5)) {
            case 0, 1 -> record(List.of(draft(id, random)));
            case 2 -> {
                int size = 2 + random.nextInt(20);
                List<CostDraft> drafts = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    drafts.add(draft(id + BATCH + i + BATCH + size, random));
                }
                record(drafts);
            }
            default -> reserve(id, random);
        }
    }

    private static CostDraft draft(String id, Random random) {
        return CostDraft.of(amount(random))
                .id(id)
                .category(CATEGORIES[random.nextInt(CATEGORIES.length)])
                .resource("model-" + random.nextInt(5))
                .tag("team", random.nextBoolean() ? "search" : "chat");
    }

    private static BigDecimal amount(Random random) {
        return AmountRule.canonical(BigDecimal.valueOf(1 + random.nextInt(1_000_000), 6));
    }

    private void record(List<CostDraft> drafts) {
        drafts.forEach(draft -> say(OFFERED, draft.id(), draft.amount().toPlainString()));
        for (RecordResult result : tracker.offerAll(drafts)) {
            if (!(result instanceof RecordResult.Recorded recorded)) {
                throw new IllegalStateException("a new id was answered as " + result);
            }
            say(RECORDED, recorded.entry().id(), recorded.entry().amount().toPlainString());
        }
    }

    private void reserve(String id, Random random) {
        say(ASKED, id);
        SpendDecision decision = manager.reserve(new HoldRequest(
                id,
                amount(random),
                CATEGORIES[random.nextInt(CATEGORIES.length)],
                Map.of("team", "search"),
                Books.TTL));
        if (!decision.isSpendable()) {
            return;
        }
        say(HELD, id);
        switch (random.nextInt(4)) {
            case 0, 1 -> {
                BigDecimal actual = amount(random);
                say(OFFERED, id, actual.toPlainString());
                manager.commit(id, actual);
                say(RECORDED, id, actual.toPlainString());
            }
            case 2 -> {
                manager.release(id);
                say(RELEASED, id);
            }
            default -> {} // left to expire
        }
    }
}
