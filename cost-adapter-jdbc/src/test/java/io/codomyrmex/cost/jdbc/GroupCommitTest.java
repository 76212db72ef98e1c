package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.ledger.LedgerState;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is answered when, and by which thread, when a transaction is slow, fails, or its callers are. */
class GroupCommitTest {

    private static final int QUEUE = 10_000;

    private final Semaphore transactions = new Semaphore(0);
    private final Semaphore begun = new Semaphore(0);
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable Error error;
    private volatile boolean decidesFirst;
    private final AtomicInteger threadsToRefuse = new AtomicInteger();
    private final List<Boolean> interruptsOfLeaders = Collections.synchronizedList(new ArrayList<>());
    private final StoreThreads threads = new StoreThreads(1, Duration.ofMinutes(1));
    private GroupCommit group = group(Duration.ofMinutes(5));

    private GroupCommit group(Duration timeout) {
        return new GroupCommit(new Gated(), timeout, this::execute);
    }

    private void execute(Runnable task) {
        if (threadsToRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new RejectedExecutionException("no thread");
        }
        threads.execute(task);
    }

    @AfterEach
    void close() {
        transactions.release(1_000_000); // whatever still waits
        group.close();
        threads.close();
    }

    /** Waits to be let through; then decides, or fails. */
    private final class Gated implements GroupCommit.Transaction {

        @Override
        public void run(List<GroupMember<?>> members) {
            if (decidesFirst) {
                members.forEach(member -> member.decide(null));
            }
            begun.release();
            transactions.acquireUninterruptibly();
            interruptsOfLeaders.add(Thread.interrupted());
            Error thrownError = error;
            if (thrownError != null) {
                throw thrownError;
            }
            RuntimeException thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
            members.forEach(member -> member.decide(null)); // the works of this test look at no ledger
        }

        @Override
        public boolean mayConcernOne(Throwable failure) {
            return failure instanceof IllegalArgumentException;
        }

        @Override
        public RuntimeException failure(String operation, Throwable failure) {
            return new OutcomeUnknownException(operation + ": " + failure.getMessage(), failure);
        }
    }

    private record Echo(String word) implements LedgerWork<String> {

        @Override
        public void needs(Collection<Budget> budgets, Needs needs) {}

        @Override
        public String apply(LedgerState state) {
            return word;
        }
    }

    private CompletableFuture<String> ask(String word) {
        return group.promise("echo", new Echo(word));
    }

    private FutureTask<String> askWaiting(String word) {
        FutureTask<String> task = new FutureTask<>(() -> group.run("echo", new Echo(word)));
        Thread thread = new Thread(task, "waiting caller");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private void awaitBegun() throws InterruptedException {
        assertThat(begun.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
    }

    private static <T> T got(CompletableFuture<T> asked) {
        return asked.orTimeout(1, TimeUnit.MINUTES).join();
    }

    @Test
    void nobody_is_answered_before_the_commit() throws Exception {
        CompletableFuture<String> asked = ask("a");
        awaitBegun();
        assertThat(asked).isNotDone();
        transactions.release();
        assertThat(got(asked)).isEqualTo("a");
    }

    @Test
    void those_that_come_while_one_runs_share_the_next_whether_they_wait_or_not() throws Exception {
        CompletableFuture<String> first = ask("first");
        awaitBegun();
        List<CompletableFuture<String>> promised = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            promised.add(ask("promised " + i));
        }
        transactions.release(2);
        assertThat(got(first)).isEqualTo("first");
        for (int i = 0; i < 100; i++) {
            assertThat(got(promised.get(i))).isEqualTo("promised " + i);
        }
        awaitBegun();
        FutureTask<String> waiting = askWaiting("waiting");
        awaitBegun();
        CompletableFuture<String> behind = ask("behind");
        transactions.release(2);
        assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo("waiting");
        assertThat(got(behind)).isEqualTo("behind");
        assertThat(begun.availablePermits()).as("transactions besides the four").isLessThanOrEqualTo(1);
    }

    @Test
    void who_does_not_wait_is_refused_at_once_where_too_many_wait() throws Exception {
        CompletableFuture<String> first = ask("first");
        awaitBegun();
        List<CompletableFuture<String>> queued = new ArrayList<>();
        for (int i = 0; i < QUEUE; i++) {
            queued.add(ask("queued"));
        }
        CompletableFuture<String> refused = ask("refused");
        assertThat(refused).isCompletedExceptionally();
        assertThatThrownBy(refused::join).hasCauseInstanceOf(StoreUnavailableException.class);
        transactions.release(QUEUE);
        assertThat(got(first)).isEqualTo("first");
        queued.forEach(each -> assertThat(got(each)).isEqualTo("queued"));
        assertThat(got(ask("later"))).isEqualTo("later");
    }

    @Test
    void a_failure_that_concerns_everyone_is_everyones_and_the_next_go_on() throws Exception {
        CompletableFuture<String> first = ask("first");
        awaitBegun();
        CompletableFuture<String> second = ask("second");
        CompletableFuture<String> third = ask("third");
        failure = new OutcomeUnknownException("lost", null);
        transactions.release();
        assertThatThrownBy(() -> got(first)).hasCauseInstanceOf(OutcomeUnknownException.class);
        transactions.release();
        assertThatThrownBy(() -> got(second)).hasCauseInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(() -> got(third)).hasCauseInstanceOf(OutcomeUnknownException.class);
        failure = null;
        transactions.release();
        assertThat(got(ask("next"))).isEqualTo("next");
    }

    @Test
    void what_is_done_upon_an_answer_holds_up_no_later_transaction_however_long_it_takes() throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        CompletableFuture<String> slow = ask("slow").thenApply(word -> word + got(end));
        awaitBegun(); // alone
        transactions.release(3);
        try {
            assertThat(got(ask("next"))).isEqualTo("next");
            assertThat(askWaiting("waiting").get(1, TimeUnit.MINUTES)).isEqualTo("waiting");
            assertThat(slow).isNotDone();
        } finally {
            end.complete("");
        }
        assertThat(got(slow)).isEqualTo("slow");
    }

    @Test
    void what_others_do_upon_their_answers_is_not_done_in_the_thread_of_a_caller_that_waits() throws Exception {
        CompletableFuture<String> first = ask("first");
        awaitBegun();
        FutureTask<String> leading = askWaiting("leading");
        awaitQueued();
        AtomicReference<String> thread = new AtomicReference<>();
        CompletableFuture<Void> heard = ask("promised")
                .thenAccept(word -> thread.set(Thread.currentThread().getName()));
        transactions.release(2);
        assertThat(got(first)).isEqualTo("first");
        assertThat(leading.get(1, TimeUnit.MINUTES)).isEqualTo("leading");
        got(heard);
        assertThat(thread.get()).isEqualTo("cost-group");
    }

    @Test
    void who_waits_is_told_in_time_where_the_transaction_before_hangs() throws Exception {
        group = group(Duration.ofMillis(200));
        ask("first");
        awaitBegun();
        FutureTask<String> waiting = askWaiting("waiting");
        CompletableFuture<String> promised = ask("promised");
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("nothing was changed");
        assertThatThrownBy(() -> got(promised))
                .hasCauseInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("nothing was changed");
    }

    @Test
    void who_waits_is_told_in_time_where_too_many_wait_before_a_transaction_that_hangs() throws Exception {
        group = group(Duration.ofMillis(200));
        ask("first");
        awaitBegun();
        for (int i = 0; i < QUEUE; i++) {
            ask("queued");
        }
        FutureTask<String> waiting = askWaiting("waiting");
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void the_outcome_of_a_transaction_that_hangs_once_it_was_decided_is_unknown() throws Exception {
        group = group(Duration.ofMillis(200));
        decidesFirst = true;
        CompletableFuture<String> promised = ask("promised");
        awaitBegun();
        assertThatThrownBy(() -> got(promised)).hasCauseInstanceOf(OutcomeUnknownException.class);
        transactions.release();
        FutureTask<String> waiting = askWaiting("waiting");
        awaitBegun();
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void what_was_withdrawn_is_not_done_later() throws Exception {
        group = group(Duration.ofMillis(100));
        ask("first");
        awaitBegun();
        AtomicInteger decided = new AtomicInteger();
        CompletableFuture<Integer> withdrawn = group.promise("count", new Counting(decided));
        assertThatThrownBy(() -> got(withdrawn)).hasCauseInstanceOf(StoreUnavailableException.class);
        transactions.release(2);
        assertThat(got(ask("next"))).isEqualTo("next");
        assertThat(decided).hasValue(0);
    }

    private record Counting(AtomicInteger decided) implements LedgerWork<Integer> {

        @Override
        public void needs(Collection<Budget> budgets, Needs needs) {}

        @Override
        public Integer apply(LedgerState state) {
            return decided.incrementAndGet();
        }
    }

    @Test
    void a_caller_without_a_thread_to_lead_for_it_is_told_and_the_next_is_answered() throws Exception {
        transactions.release(3);
        threadsToRefuse.set(2);
        assertThatThrownBy(() -> got(ask("promised"))).hasCauseInstanceOf(StoreUnavailableException.class);
        FutureTask<String> waiting = askWaiting("waiting");
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(StoreUnavailableException.class);
        assertThat(got(ask("next"))).isEqualTo("next");
    }

    @Test
    void where_no_thread_can_be_had_to_answer_in_everybody_is_answered_all_the_same() throws Exception {
        CompletableFuture<String> first = ask("first");
        awaitBegun();
        List<CompletableFuture<String>> promised = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            promised.add(ask("promised " + i));
        }
        FutureTask<String> waiting = askWaiting("waiting");
        threadsToRefuse.set(1_000);
        transactions.release(3);
        assertThat(got(first)).isEqualTo("first");
        for (int i = 0; i < 100; i++) {
            assertThat(got(promised.get(i))).isEqualTo("promised " + i);
        }
        assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo("waiting");
    }

    @Test
    void an_error_in_the_transaction_is_told_to_everybody_and_the_next_are_answered() throws Exception {
        CompletableFuture<String> first = ask("first");
        awaitBegun();
        CompletableFuture<String> second = ask("second");
        FutureTask<String> waiting = askWaiting("waiting");
        awaitQueued();
        error = new StackOverflowError("deep");
        transactions.release(2);
        assertThatThrownBy(() -> got(first)).hasCauseInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(() -> got(second)).hasCauseInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(OutcomeUnknownException.class);
        error = null;
        transactions.release();
        assertThat(got(ask("next"))).isEqualTo("next");
    }

    @Test
    void each_caller_is_told_of_a_failure_by_an_exception_of_its_own_that_names_what_it_asked_for() throws Exception {
        CompletableFuture<String> first = ask("first");
        awaitBegun();
        CompletableFuture<String> second = group.promise("second operation", new Echo("a"));
        CompletableFuture<String> third = group.promise("third operation", new Echo("b"));
        failure = new IllegalStateException("lost");
        transactions.release(2);
        assertThatThrownBy(() -> got(first)).hasMessageContaining("echo: lost");
        Throwable one = catchThrowable(() -> got(second)).getCause();
        Throwable other = catchThrowable(() -> got(third)).getCause();
        assertThat(one).hasMessage("second operation: lost");
        assertThat(other).hasMessage("third operation: lost").isNotSameAs(one);
    }

    @Test
    void an_interrupt_of_a_caller_stays_the_callers() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        FutureTask<String> task = new FutureTask<>(() -> {
            String word = group.run("echo", new Echo("a"));
            interrupted.set(Thread.currentThread().isInterrupted());
            return word;
        });
        Thread caller = new Thread(task, "waiting caller");
        caller.start();
        awaitBegun();
        caller.interrupt();
        transactions.release();
        assertThat(task.get(1, TimeUnit.MINUTES)).isEqualTo("a");
        assertThat(interrupted).as("the caller has its interrupt").isTrue();
        assertThat(interruptsOfLeaders).containsExactly(false);
    }

    @Test
    void of_a_group_that_is_done_one_by_one_each_is_told_as_soon_as_it_is_done() throws Exception {
        CompletableFuture<String> first = ask("first");
        awaitBegun();
        CompletableFuture<String> second = ask("second");
        CompletableFuture<String> third = ask("third");
        failure = new IllegalArgumentException("one of them");
        transactions.release();
        assertThatThrownBy(() -> got(first)).hasMessageContaining("one of them");
        awaitBegun(); // both
        transactions.release();
        awaitBegun(); // the second alone
        failure = null;
        transactions.release();
        assertThat(got(second)).isEqualTo("second");
        assertThat(third).isNotDone();
        transactions.release();
        assertThat(got(third)).isEqualTo("third");
    }

    @Test
    void closing_waits_for_those_who_were_taken() throws Exception {
        CompletableFuture<String> taken = ask("taken");
        awaitBegun();
        FutureTask<Integer> closing = new FutureTask<>(() -> {
            group.close();
            return interruptsOfLeaders.size(); // one for each transaction that was let through
        });
        Thread thread = new Thread(closing, "waiting caller");
        thread.start();
        awaitQueued();
        transactions.release();
        assertThat(closing.get(1, TimeUnit.MINUTES)).isEqualTo(1);
        assertThat(got(taken)).isEqualTo("taken");
    }

    @Test
    void a_closed_group_takes_nothing_more() {
        group.close();
        assertThatThrownBy(() -> got(ask("late"))).hasCauseInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> group.run("echo", new Echo("late"))).isInstanceOf(StoreUnavailableException.class);
    }

    /** Returns once the waiting caller is in the queue. */
    private static void awaitQueued() {
        boolean queued = false;
        while (!queued) {
            queued = Thread.getAllStackTraces().entrySet().stream()
                    .filter(entry -> entry.getKey().getName().equals("waiting caller"))
                    .anyMatch(entry -> entry.getKey().getState() == Thread.State.TIMED_WAITING);
        }
    }
}
