package io.codomyrmex.cost.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that records and reserves is killed, again and again, at a random moment: what it was told is kept, what it
 * was not told is there in full or not at all, and what it held becomes free by itself.
 */
@Tag("long")
@Timeout(900)
class KilledProcessTest {

    private static final int ROUNDS = Integer.getInteger("cost.rounds", 50);
    /** All rounds lie in one hour, so that budgets of every period cover them. */
    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void on_postgresql_nothing_acknowledged_is_lost_and_nothing_is_half_done() throws Exception {
        killAgainAndAgain(FaultServer.get().newLedger());
    }

    @Test
    void in_an_h2_file_nothing_acknowledged_is_lost_and_nothing_is_half_done() throws Exception {
        killAgainAndAgain(JdbcSettings.of("jdbc:h2:file:" + folder.resolve("ledger"), Currency.getInstance("USD"))
                .user("sa")
                .password(""));
    }

    private void killAgainAndAgain(JdbcSettings settings) throws Exception {
        long seed = Long.getLong("cost.seed", System.nanoTime());
        System.out.println("kills with -Dcost.seed=" + seed + " on " + settings);
        Random random = new Random(seed);
        try (JdbcCostStore store = JdbcCostStore.open(settings)) {
            Books.createBudgets(store);
        }
        int acknowledged = 0;
        int inDoubt = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Instant now = START.plus(round, ChronoUnit.MINUTES);
            WorkerJournal journal = runAndKill(settings, now, "r" + round, random);
            acknowledged += journal.acknowledged();
            inDoubt += journal.inDoubt();
            try (JdbcCostStore store = JdbcCostStore.open(settings)) {
                journal.assertKept(store, now);
            }
        }
        System.out.println(ROUNDS + " kills: " + acknowledged + " operations acknowledged, " + inDoubt + " in doubt");
        assertThat(acknowledged).isGreaterThan(ROUNDS);
        assertThat(inDoubt).isPositive();
        try (JdbcCostStore store = JdbcCostStore.open(settings)) {
            Books.assertSound(store);
            Books.assertNothingHeld(store, START.plus(ROUNDS, ChronoUnit.MINUTES));
            Books.assertAlertedOnce(store, START.plus(ROUNDS, ChronoUnit.MINUTES));
        }
    }

    private WorkerJournal runAndKill(JdbcSettings settings, Instant now, String prefix, Random random)
            throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadWorker.class.getName(),
                        settings.url(),
                        settings.user(),
                        settings.password(),
                        now.toString(),
                        prefix,
                        Long.toString(random.nextLong()))
                .redirectError(errors.toFile())
                .start();
        WorkerJournal journal = new WorkerJournal();
        try {
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
                try (BufferedReader lines = process.inputReader()) {
                    journal.readAll(lines);
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            });
            // Half of them right at the beginning, when the files are as the last opening left them.
            boolean early = random.nextBoolean();
            int warm = 1 + random.nextInt(early ? 5 : 100); // however slow the machine is, there is something to lose
            Books.await("the worker", () -> journal.acknowledged() >= warm || reading.isDone());
            boolean ended = process.waitFor(random.nextInt(early ? 10 : 550), TimeUnit.MILLISECONDS);
            process.toHandle().destroyForcibly(); // unlike the process's own method, it leaves the pipe open
            process.waitFor();
            reading.join();
            assertThat(ended)
                    .as("ended by itself: %s", Files.readString(errors))
                    .isFalse();
        } finally {
            process.destroyForcibly();
        }
        return journal;
    }
}
