package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.ledger.Ledger;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the work of concurrent callers into shared transactions. There is no thread of its own and no waiting for
 * company: a caller that finds no transaction running runs one at once, with all that is queued by then; those that come
 * meanwhile queue up, and the first of them to get its turn runs the next one for all.
 */
final class GroupCommit {

    /** Runs one transaction for all members; if it throws, nothing was changed, or the outcome is unknown. */
    @FunctionalInterface
    interface Transaction {
        void run(String what, List<Member<?>> members);
    }

    private static final int QUEUE = 10_000;
    private static final int GROUP = 512;

    private final Transaction transaction;
    private final BlockingQueue<Member<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final ReentrantLock turn = new ReentrantLock(true);

    GroupCommit(Transaction transaction) {
        this.transaction = transaction;
    }

    /** One caller's work and, later, its answer. */
    static final class Member<R> {
        private final String what;
        private final LedgerWork<R> work;
        private final CountDownLatch done = new CountDownLatch(1);
        private @Nullable R result;
        private @Nullable RuntimeException failure;

        Member(String what, LedgerWork<R> work) {
            this.what = what;
            this.work = work;
        }

        LedgerWork<R> work() {
            return work;
        }

        /** Lets the work decide; a refusal is this caller's alone. Forgets the outcome of an earlier try. */
        void decide(Ledger ledger) {
            result = null;
            failure = null;
            try {
                result = work.apply(ledger);
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        private void answer(@Nullable RuntimeException groupFailure) {
            if (groupFailure != null) {
                failure = groupFailure;
            }
            done.countDown();
        }

        private boolean isDone() {
            return done.getCount() == 0;
        }

        @SuppressWarnings("NullAway") // a decided member without failure has the result of its work
        private R get() {
            if (failure != null) {
                throw failure;
            }
            return result;
        }
    }

    <R> R run(String what, LedgerWork<R> work) {
        Member<R> member = new Member<>(what, work);
        boolean interrupted = enqueue(member);
        turn.lock();
        try {
            while (!member.isDone()) {
                runNext();
            }
        } finally {
            turn.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return member.get();
    }

    /** Queues; while the queue is full, helps to empty it. */
    private boolean enqueue(Member<?> member) {
        while (!queue.offer(member)) {
            turn.lock();
            try {
                runNext();
            } finally {
                turn.unlock();
            }
        }
        return Thread.interrupted();
    }

    private void runNext() {
        List<Member<?>> members = new ArrayList<>();
        queue.drainTo(members, GROUP);
        if (members.isEmpty()) {
            return;
        }
        try {
            transaction.run(members.get(0).what, members);
            members.forEach(member -> member.answer(null));
        } catch (OutcomeUnknownException e) {
            members.forEach(member -> member.answer(e));
        } catch (RuntimeException e) {
            if (members.size() == 1) {
                members.get(0).answer(e);
            } else {
                members.forEach(this::runAlone); // so that only the one that cannot be done fails
            }
        } catch (Error e) {
            members.forEach(member -> member.answer(new IllegalStateException("transaction failed", e)));
            throw e;
        }
    }

    private void runAlone(Member<?> member) {
        try {
            transaction.run(member.what, List.of(member));
            member.answer(null);
        } catch (RuntimeException e) {
            member.answer(e);
        }
    }
}
