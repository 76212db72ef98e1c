package io.codomyrmex.cost.application;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does something again and again, in a daemon thread of its own, until it is stopped. Whatever is thrown, an {@link Error} too,
 * the thread goes on: after a pause that doubles with each failure in a row. A failure that lasts is logged once with its trace
 * and then once a minute in one line.
 */
public final class RecurringTask {

    /** What is done. */
    @FunctionalInterface
    public interface Work {

        /**
         * Does it once.
         *
         * @return how long to pause before the next time; zero for not at all
         * @throws Exception if it fails
         */
        Duration run() throws Exception;
    }

    private static final int MAX_DOUBLINGS = 30;

    private final Work work;
    private final Duration firstPause;
    private final Duration longestPause;
    private final FailureLog failures;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    /**
     * @param name names the thread, and what is done in the log
     * @param work what is done
     * @param firstPause the pause after a failure
     * @param longestPause the longest pause after failures in a row
     * @param clock where the time of log lines comes from
     */
    public RecurringTask(String name, Work work, Duration firstPause, Duration longestPause, InstantSource clock) {
        this.work = work;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.failures = new FailureLog(name, clock);
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Begins; to be called once. */
    public void start() {
        thread.start();
    }

    /** Begins nothing more. Not by an interrupt, which might break what is being done, or the store's files. */
    public void stop() {
        stopped.countDown();
    }

    /** Waits until what is being done has ended, at most so long. */
    public void join(Duration longest) {
        try {
            thread.join(longest.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int failed = 0;
        while (stopped.getCount() > 0) {
            Duration pause;
            try {
                pause = work.run();
                failures.succeeded();
                failed = 0;
            } catch (Throwable e) { // there is nobody above to take it
                log(e);
                pause = pauseAfter(failed++);
            }
            pause(pause);
        }
    }

    private void log(Throwable failure) {
        try {
            failures.failed(failure);
        } catch (Throwable e) {
            failure.addSuppressed(e); // out of memory again, or a log that is broken: nobody can be told
        }
    }

    Duration pauseAfter(int failed) {
        long millis = firstPause.toMillis() << Math.min(failed, MAX_DOUBLINGS);
        return millis > longestPause.toMillis() ? longestPause : Duration.ofMillis(millis);
    }

    private void pause(Duration pause) {
        Thread.interrupted(); // what the work left behind; nobody asks this thread to end so
        try {
            if (!pause.isZero()) {
                stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            return; // the pause is shorter, that is all
        }
    }
}
