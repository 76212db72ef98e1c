package io.codomyrmex.cost.jdbc;

import java.util.concurrent.locks.LockSupport;

/** The work of a caller whose thread waits for the answer, and may be asked to lead instead. */
final class WaitingMember<R> extends GroupMember<R> {

    private enum Stage {
        WAITING,
        LEADING,
        ANSWERED
    }

    private static final int SPINS = 100;

    private final Thread caller = Thread.currentThread();
    private volatile Stage stage = Stage.WAITING;

    WaitingMember(String what, LedgerWork<R> work) {
        super(what, work);
    }

    @Override
    void lead() {
        stage = Stage.LEADING;
        LockSupport.unpark(caller);
    }

    @Override
    void wake() {
        stage = Stage.ANSWERED;
        if (caller != Thread.currentThread()) {
            LockSupport.unpark(caller);
        }
    }

    /** Waits; true if the caller is to lead, false if the answer is there. An interrupt is kept for later. */
    boolean awaitAnswerOrLead() {
        boolean interrupted = false;
        int spins = SPINS;
        while (stage == Stage.WAITING) {
            if (spins-- > 0) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            caller.interrupt();
        }
        return stage == Stage.LEADING;
    }
}
