package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gathers the work of concurrent callers into shared transactions. A caller that finds no transaction running leads one at
 * once; those that come meanwhile queue up, and the first of them leads the next one, for all that are queued by then. In
 * the name of a caller that does not wait, a thread kept for that leads. A single caller never waits for company. Where the
 * group before had company, a leader gives it a moment to come back, since callers that were just answered tend to ask again
 * at once.
 */
final class GroupCommit {

    /** Runs one transaction for all members; if it throws, nothing was changed, or the outcome is unknown. */
    @FunctionalInterface
    interface Transaction {
        void run(String what, List<GroupMember<?>> members);
    }

    private static final int QUEUE = 10_000;
    private static final int GROUP = 512;
    private static final int ANSWERS = 16; // that one thread gives after the other
    private static final long COMPANY_NANOS = 150_000;

    private final Transaction transaction;
    private final Duration timeout;
    private final Executor threads = Executors.newCachedThreadPool(GroupCommit::thread);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition space = lock.newCondition();
    private final ArrayDeque<GroupMember<?>> queue = new ArrayDeque<>();
    private boolean running;
    private volatile int queued;
    private int lastGroup; // read and written by the leader alone

    /**
     * @param timeout how long a caller waits for a place in a full queue
     */
    GroupCommit(Transaction transaction, Duration timeout) {
        this.transaction = transaction;
        this.timeout = timeout;
    }

    /**
     * Does the work in a transaction shared with others, and returns once that is committed.
     *
     * @throws StoreUnavailableException if the queue stays full, or the transaction could not be done
     * @throws OutcomeUnknownException if the connection was lost while it committed
     */
    <R> R run(String what, LedgerWork<R> work) {
        WaitingMember<R> member = new WaitingMember<>(what, work);
        if (enqueue(member, timeout) || member.awaitAnswerOrLead()) {
            lead(false);
        }
        return member.answer();
    }

    /**
     * Does the work in a transaction shared with others, and completes the future once that is committed, in a thread that is
     * not needed for the next one; exceptionally with what {@link #run} throws. Where the queue is full, that is at once.
     */
    <R> CompletableFuture<R> promise(String what, LedgerWork<R> work) {
        PromisedMember<R> member = new PromisedMember<>(what, work, () -> threads.execute(this::leadOn));
        try {
            if (enqueue(member, Duration.ZERO)) {
                member.lead();
            }
        } catch (StoreUnavailableException e) {
            return CompletableFuture.failedFuture(e);
        }
        return member.promise();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "cost-group");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Queues; true if somebody must lead now.
     *
     * @param longest how long to wait for a place
     */
    private boolean enqueue(GroupMember<?> member, Duration longest) {
        long left = longest.toNanos();
        boolean interrupted = false;
        lock.lock();
        try {
            while (queue.size() >= QUEUE) {
                if (left <= 0) {
                    throw new StoreUnavailableException(
                            member.what() + ": " + QUEUE + " callers are waiting for the database already", null);
                }
                try {
                    left = space.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true; // the call goes on; the caller sees the interrupt when it returns
                }
            }
            queue.add(member);
            queued = queue.size();
            boolean lead = !running;
            running = true;
            return lead;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Leads for callers that do not wait, until there are none, or one that waits is next. */
    private void leadOn() {
        boolean again = true;
        while (again) {
            again = lead(true);
        }
    }

    /**
     * Leads one transaction.
     *
     * @param mayLeadOn whether this thread is there for leading
     * @return whether this thread is to lead the next one too
     */
    private boolean lead(boolean mayLeadOn) {
        List<GroupMember<?>> members = List.of();
        boolean done = false;
        boolean again;
        try {
            awaitCompany();
            members = drain();
            lastGroup = members.size();
            commit(members);
            done = true;
        } finally {
            again = passOn(mayLeadOn && done);
            answer(members);
        }
        return again;
    }

    /** Wakes those who wait, and keeps promises in threads for that: what is done upon them must hold up neither. */
    private void answer(List<GroupMember<?>> members) {
        List<GroupMember<?>> promised = new ArrayList<>();
        for (GroupMember<?> member : members) {
            if (member instanceof PromisedMember) {
                promised.add(member);
            } else {
                member.wake();
            }
        }
        for (int from = 0; from < promised.size(); from += ANSWERS) {
            List<GroupMember<?>> part = promised.subList(from, Math.min(from + ANSWERS, promised.size()));
            threads.execute(() -> part.forEach(GroupMember::wake));
        }
    }

    /** Waits a moment for those who were in the group before, if there was one. */
    private void awaitCompany() {
        if (lastGroup > 1 && queued < lastGroup) {
            long until = System.nanoTime() + COMPANY_NANOS;
            while (queued < lastGroup && System.nanoTime() < until) {
                LockSupport.parkNanos(this, COMPANY_NANOS / 5);
            }
        }
    }

    private List<GroupMember<?>> drain() {
        lock.lock();
        try {
            List<GroupMember<?>> members = new ArrayList<>(Math.min(queue.size(), GROUP));
            while (members.size() < GROUP && !queue.isEmpty()) {
                members.add(queue.remove());
            }
            queued = queue.size();
            space.signalAll();
            return members;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets the first in the queue lead; if there is none, the next caller will.
     *
     * @param mayLeadOn whether this thread may lead for one that does not wait
     * @return whether it is to
     */
    private boolean passOn(boolean mayLeadOn) {
        lock.lock();
        try {
            GroupMember<?> next = queue.peek();
            if (next == null) {
                running = false;
                return false;
            }
            if (mayLeadOn && next instanceof PromisedMember) {
                return true;
            }
            next.lead();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void commit(List<GroupMember<?>> members) {
        try {
            transaction.run(members.get(0).what(), members);
            members.forEach(GroupMember::succeed);
        } catch (OutcomeUnknownException e) {
            members.forEach(member -> member.fail(e));
        } catch (RuntimeException e) {
            if (members.size() == 1 || SqlFailures.concernsEveryone(e)) {
                members.forEach(member -> member.fail(e));
            } else {
                members.forEach(this::commitAlone); // so that only the one that cannot be done fails
            }
        } catch (Error e) {
            members.forEach(member -> member.fail(new IllegalStateException("transaction failed", e)));
            throw e;
        }
    }

    private void commitAlone(GroupMember<?> member) {
        try {
            transaction.run(member.what(), List.of(member));
            member.succeed();
        } catch (RuntimeException e) {
            member.fail(e);
        }
    }
}
