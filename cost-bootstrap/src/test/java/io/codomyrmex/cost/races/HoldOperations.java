package io.codomyrmex.cost.races;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldConflictException;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.gate.UnknownHoldException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds, of one thread and of many: reserved, committed, released, and left to expire. */
final class HoldOperations {

    private static final Duration DAY = Duration.ofHours(24);

    private final RaceThread thread;
    private final List<HoldRequest> granted = new ArrayList<>();

    HoldOperations(RaceThread thread) {
        this.thread = thread;
    }

    /** A new hold. */
    void reserve(String id) {
        boolean gated = thread.random().nextBoolean();
        // a hold of the gated lane never expires, so that nothing but the gate decides how full its budgets get
        Duration ttl = gated ? DAY : Duration.ofMillis(thread.random().nextInt(1, 120_000));
        Map<String, String> tags = Map.of("lane", gated ? "gated" : "open", "team", thread.team());
        reserve(new HoldRequest(id, thread.amount(100), thread.category(), tags, ttl));
    }

    private void reserve(HoldRequest request) {
        SpendDecision decision = thread.store().gate().reserve(request, thread.now());
        if (decision instanceof SpendDecision.Known) {
            if (!request.id().startsWith(RaceThread.SHARED_ID)) {
                thread.fail("new hold was there already");
            }
            return;
        }
        if (!Reservations.isJustified(decision, request.amount())) {
            thread.fail("not justified: " + decision);
        }
        if (decision instanceof SpendDecision.Granted) {
            thread.note("granted", request.id(), request.amount().toPlainString());
            if (!request.id().startsWith(RaceThread.SHARED_ID)) {
                granted.add(request);
            }
        } else {
            thread.note("denied");
        }
    }

    /** A hold of this thread, whatever it did to it before. */
    void commit() {
        if (!granted.isEmpty()) {
            HoldRequest hold = granted.get(thread.random().nextInt(granted.size()));
            boolean gated = "gated".equals(hold.tags().get("lane"));
            BigDecimal actual = gated
                    ? hold.amount()
                    : hold.amount().add(BigDecimal.valueOf(thread.random().nextInt(3)));
            commit(hold.id(), actual);
        }
    }

    private void commit(String id, BigDecimal actual) {
        try {
            RecordResult result = thread.store().gate().commit(HoldCommit.of(id, actual), thread.now());
            if (result instanceof RecordResult.Recorded done) {
                thread.note("recorded", id, done.entry().amount().toPlainString());
                thread.note("committed", id);
            }
        } catch (HoldConflictException e) {
            if (e.hold().status() != HoldStatus.RELEASED && e.hold().status() != HoldStatus.COMMITTED) {
                thread.fail(e.toString());
            }
        } catch (UnknownHoldException e) {
            expectShared(id, e);
        }
    }

    /** A hold of this thread, whatever it did to it before. */
    void release() {
        if (!granted.isEmpty()) {
            release(granted.get(thread.random().nextInt(granted.size())).id());
        }
    }

    private void release(String id) {
        try {
            Hold hold = thread.store().gate().release(id, thread.now());
            if (hold.status() == HoldStatus.RELEASED) {
                thread.note("released", id);
            } else if (hold.status() == HoldStatus.HELD) {
                thread.fail("still held after release: " + id);
            }
        } catch (UnknownHoldException e) {
            expectShared(id, e);
        }
    }

    private void expectShared(String id, RuntimeException unknown) {
        if (!id.startsWith(RaceThread.SHARED_ID)) {
            thread.fail(unknown.toString());
        }
    }

    /** A hold that other threads reserve, commit and release too. */
    void endShared() {
        int number = thread.random().nextInt(RaceThread.SHARED);
        String id = RaceThread.SHARED_ID + "hold-" + number;
        BigDecimal amount = BigDecimal.valueOf(1 + number % 5);
        switch (thread.random().nextInt(3)) {
            case 0 -> commit(id, amount);
            case 1 -> release(id);
            default ->
                reserve(new HoldRequest(
                        id, amount, CostCategory.STORAGE, Map.of("lane", "open"), Duration.ofMillis(20_000)));
        }
    }
}
