package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.ledger.LedgerState;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is answered when, and by which thread, when a transaction is slow, fails, or its callers are. */
class GroupCommitTest {

    private static final int QUEUE = 10_000;

    private final Semaphore transactions = new Semaphore(0);
    private final Semaphore begun = new Semaphore(0);
    private volatile @Nullable RuntimeException failure;
    private final GroupCommit group = new GroupCommit(this::transact, Duration.ofMillis(1));

    /** Waits to be let through; then decides, or fails. */
    private void transact(String what, List<GroupMember<?>> members) {
        begun.release();
        transactions.acquireUninterruptibly();
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        members.forEach(member -> member.decide(null)); // the works of this test look at no ledger
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
        FutureTask<String> waiting = askWaiting("waiting");
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(StoreUnavailableException.class);

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

    /** Returns once the waiting caller is in the queue. */
    private static void awaitQueued() {
        boolean queued = false;
        while (!queued) {
            queued = Thread.getAllStackTraces().entrySet().stream()
                    .filter(entry -> entry.getKey().getName().equals("waiting caller"))
                    .anyMatch(entry -> entry.getKey().getState() == Thread.State.WAITING);
        }
    }
}
