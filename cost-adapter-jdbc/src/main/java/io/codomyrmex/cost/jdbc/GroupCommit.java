package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the operations of concurrent callers into shared transactions.
 *
 * <ol>
 *   <li>A caller appends its operation to a queue. If no leader is at work, it has one started in a thread of the store; it
 *       never leads itself, so that no interrupt of a caller reaches the database.
 *   <li>The leader takes what is queued, runs one transaction for it, tells the callers, and takes what has come meanwhile.
 *       So a single caller never waits for company. Where the last group had company, the leader gives it a moment to come
 *       back, since callers that were just answered tend to ask again at once.
 *   <li>A leader that finds nothing to do for a while ends.
 *   <li>Every operation ends once: with the outcome of its transaction, or at its caller's deadline, whichever is first. The
 *       deadline covers all that the caller waits for: a place in the queue, its turn, the lock, the commit.
 *   <li>Callers that wait are woken by the leader. Futures are completed in other threads of the store, since what is done
 *       upon them may take long; if there is no such thread to be had, by the leader.
 * </ol>
 */
final class GroupCommit implements AutoCloseable {

    /** One transaction for all members. */
    interface Transaction {

        /** Runs it; if it throws, nothing was changed, or the outcome is unknown. */
        void run(List<GroupMember<?>> members);

        /** Whether the failure may be one member's alone, so that the others can be done without it. */
        boolean mayConcernOne(Throwable failure);

        /** A failure of a transaction as one caller is told of it: a new exception that names the caller's operation. */
        RuntimeException failure(String operation, Throwable failure);
    }

    private static final Logger LOG = System.getLogger(GroupCommit.class.getName());
    private static final int QUEUE = 10_000;
    private static final int GROUP = 512;
    private static final int GROUP_WEIGHT = 10_000;
    private static final int ANSWERS = 16; // that one thread gives after the other, at least
    private static final int MOST_PARTS = 64;
    private static final long COMPANY_NANOS = 150_000;
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Transaction transaction;
    private final Duration timeout;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition space = lock.newCondition();
    private final Condition arrival = lock.newCondition();
    private final Condition ended = lock.newCondition();
    private final ArrayDeque<GroupMember<?>> queue = new ArrayDeque<>();
    private boolean led; // whether a leader is at work, or was asked for
    private boolean idle; // whether it waits for arrivals
    private boolean closed;
    private @Nullable ScheduledThreadPoolExecutor deadlines;
    private volatile int queued;
    private volatile List<GroupMember<?>> committing = List.of();
    private int lastGroup; // read and written by the leader alone

    /**
     * @param transaction runs the transactions
     * @param timeout how long a caller waits in all
     * @param threads runs the leader and what is done upon answers; not the caller's own thread
     */
    GroupCommit(Transaction transaction, Duration timeout, Executor threads) {
        this.transaction = transaction;
        this.timeout = timeout;
        this.threads = threads;
    }

    /**
     * Does the work in a transaction shared with others, and returns once that is committed. An interrupt changes nothing; the
     * caller's thread still has it on return.
     *
     * @throws StoreUnavailableException if nothing was changed, since the transaction could not be done in time
     * @throws OutcomeUnknownException if the connection was lost, or time ran out, while it committed
     */
    <R> R run(String operation, LedgerWork<R> work) {
        GroupMember<R> member = new GroupMember<>(operation, work, false, System.nanoTime() + timeout.toNanos());
        enqueue(member);
        return await(member);
    }

    /**
     * Does the work in a transaction shared with others, and completes the future once that is committed, in a thread that is
     * not needed for the next one; exceptionally with what {@link #run} throws. Where the queue is full, that is at once.
     */
    <R> CompletableFuture<R> promise(String operation, LedgerWork<R> work) {
        GroupMember<R> member = new GroupMember<>(operation, work, true, System.nanoTime() + timeout.toNanos());
        try {
            enqueue(member);
        } catch (StoreUnavailableException e) {
            return CompletableFuture.failedFuture(e);
        }
        return member.answer();
    }

    private <R> R await(GroupMember<R> member) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return member.answer().get(Math.max(0, member.nanosLeft()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    withdraw(member);
                } catch (ExecutionException e) {
                    throw (RuntimeException) e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends a member at its deadline, and makes room in the queue. */
    private void withdraw(GroupMember<?> member) {
        member.giveUp(timeout);
        lock.lock();
        try {
            if (queue.remove(member)) { // it is among the first, as all wait for the same time
                queued = queue.size();
                space.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(GroupMember<?> member) {
        lock.lock();
        try {
            awaitSpace(member);
            if (closed) {
                throw new StoreUnavailableException(member.operation() + ": the store is closed", null);
            }
            if (member.isPromised() && deadlines == null) {
                deadlines = watch(member);
            }
            queue.add(member);
            queued = queue.size();
            if (idle) {
                idle = false;
                arrival.signal();
            } else if (!led) {
                startLeader(member);
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitSpace(GroupMember<?> member) {
        boolean interrupted = false;
        try {
            while (queue.size() >= QUEUE && !closed) {
                long left = member.isPromised() ? 0 : member.nanosLeft();
                if (left <= 0) {
                    throw new StoreUnavailableException(
                            member.operation() + ": " + QUEUE + " callers are waiting for the database already", null);
                }
                try {
                    left = space.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true; // the call goes on; the caller sees the interrupt when it returns
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void startLeader(GroupMember<?> first) {
        try {
            threads.execute(this::lead);
            led = true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            queue.remove(first);
            queued = queue.size();
            throw new StoreUnavailableException(first.operation() + ": no thread can be had for the ledger", e);
        }
    }

    /** Ends what its callers are not there to end: those who were promised an answer. */
    private ScheduledThreadPoolExecutor watch(GroupMember<?> first) {
        ScheduledThreadPoolExecutor watch =
                new ScheduledThreadPoolExecutor(1, task -> StoreThreads.daemon(task, "cost-deadlines"));
        try {
            watch.prestartCoreThread();
        } catch (OutOfMemoryError e) {
            watch.shutdown();
            throw new StoreUnavailableException(first.operation() + ": no thread can be had for the ledger", e);
        }
        long period = Math.max(10, Math.min(1_000, timeout.toMillis() / 8));
        ScheduledFuture<?> unused =
                watch.scheduleWithFixedDelay(this::endOverdueSafely, period, period, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void endOverdueSafely() {
        try {
            endOverdue();
        } catch (RuntimeException | Error e) { // a scheduled task that throws is not run again
            LOG.log(Level.ERROR, "callers whose time is over could not be told; they are in the next round", e);
        }
    }

    private void endOverdue() {
        List<GroupMember<?>> overdue = new ArrayList<>();
        lock.lock();
        try {
            for (GroupMember<?> member : queue) {
                if (member.nanosLeft() > 0) {
                    break; // those behind it came later
                }
                overdue.add(member);
            }
        } finally {
            lock.unlock();
        }
        overdue.addAll(committing);
        overdue.removeIf(member -> !member.isPromised() || member.nanosLeft() > 0 || member.hasEnded());
        elsewhere(overdue, this::withdraw);
    }

    /** Does something upon each member in other threads; where there are none, in this one. */
    private void elsewhere(List<GroupMember<?>> members, Consumer<GroupMember<?>> action) {
        int part = Math.max(ANSWERS, members.size() / MOST_PARTS);
        for (int from = 0; from < members.size(); from += part) {
            List<GroupMember<?>> some = members.subList(from, Math.min(from + part, members.size()));
            try {
                threads.execute(() -> some.forEach(action));
            } catch (RejectedExecutionException | OutOfMemoryError e) { // the latter is what a missing thread is called
                some.forEach(action);
            }
        }
    }

    /** Leads one transaction after the other until nobody has come for a while. */
    private void lead() {
        boolean done = false;
        try {
            for (List<GroupMember<?>> members = next(); !members.isEmpty(); members = next()) {
                committing = members;
                commit(members);
                committing = List.of();
            }
            done = true;
        } finally {
            if (!done) {
                abandon();
            }
        }
    }

    /** Lets the next caller have another leader, and tells everybody that this one met an error of its own. */
    private void abandon() {
        List<GroupMember<?>> queuedBehind = List.of();
        lock.lock();
        try {
            led = false; // first: whatever fails after this, the store goes on
            idle = false;
            queuedBehind = new ArrayList<>(queue);
            queue.clear();
            queued = 0;
            space.signalAll();
            ended.signalAll();
            stopWatchingIfClosed();
        } finally {
            lock.unlock();
        }
        List<GroupMember<?>> led = committing;
        committing = List.of();
        abandon(led);
        abandon(queuedBehind);
        LOG.log(Level.ERROR, "the thread that leads the ledger's transactions has failed; its callers were told");
    }

    private void abandon(List<GroupMember<?>> members) {
        for (GroupMember<?> member : members) {
            member.fail(new OutcomeUnknownException(
                    member.operation() + ": the thread that does it for the ledger has failed", null));
        }
        tell(members);
    }

    /** The members of the next transaction, at least one; empty to end. */
    private List<GroupMember<?>> next() {
        awaitCompany();
        lock.lock();
        try {
            List<GroupMember<?>> members = List.of();
            while (members.isEmpty()) {
                if (queue.isEmpty() && !awaitArrival()) {
                    led = false;
                    ended.signalAll();
                    stopWatchingIfClosed();
                    return List.of();
                }
                members = drain();
            }
            lastGroup = members.size();
            return members;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for somebody to come; false if nobody does for a while. */
    private boolean awaitArrival() {
        long left = LINGER_NANOS;
        while (queue.isEmpty()) {
            if (left <= 0 || closed) {
                idle = false;
                return false;
            }
            idle = true;
            try {
                left = arrival.awaitNanos(left);
            } catch (InterruptedException e) {
                left = 0; // whoever handed in the threads wants this one to end
            }
        }
        idle = false;
        return true;
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
        List<GroupMember<?>> members = new ArrayList<>(Math.min(queue.size(), GROUP));
        int weight = 0;
        while (members.size() < GROUP && !queue.isEmpty()) {
            GroupMember<?> first = queue.element();
            if (!first.hasEnded()) {
                weight += first.work().weight();
                if (weight > GROUP_WEIGHT && !members.isEmpty()) {
                    break;
                }
                members.add(first);
            }
            queue.remove();
        }
        queued = queue.size();
        space.signalAll();
        return members;
    }

    /** Runs one transaction for all, and tells them; if it fails for the sake of one of them, one for each. */
    private void commit(List<GroupMember<?>> members) {
        try {
            transaction.run(members);
        } catch (RuntimeException | Error e) {
            if (members.size() > 1 && transaction.mayConcernOne(e)) {
                commitOneByOne(members);
                return;
            }
            members.forEach(member -> member.fail(transaction.failure(member.operation(), e)));
        }
        tell(members);
    }

    /** Each is told at once, so that nobody's answer waits for the others'. */
    private void commitOneByOne(List<GroupMember<?>> members) {
        for (GroupMember<?> member : members) {
            if (!member.hasEnded()) {
                commit(List.of(member));
            }
        }
    }

    /** Wakes those who wait, and keeps promises in threads for that: what is done upon them must hold up nobody. */
    private void tell(List<GroupMember<?>> members) {
        List<GroupMember<?>> promised = new ArrayList<>();
        for (GroupMember<?> member : members) {
            if (member.isPromised()) {
                promised.add(member);
            } else {
                member.tell();
            }
        }
        elsewhere(promised, GroupMember::tell);
    }

    /** Takes no more operations, and waits for those that are queued, as long as their callers do. */
    @Override
    public void close() {
        boolean interrupted = false;
        lock.lock();
        try {
            closed = true;
            arrival.signalAll();
            space.signalAll();
            long left = timeout.toNanos();
            while (led && left > 0) {
                try {
                    left = ended.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true; // closing goes on; the caller sees the interrupt when it returns
                }
            }
            stopWatchingIfClosed();
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopWatchingIfClosed() {
        if (closed && !led && deadlines != null) {
            deadlines.shutdown();
        }
    }
}
