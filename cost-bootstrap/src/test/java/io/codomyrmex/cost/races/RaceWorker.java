package io.codomyrmex.cost.races;

import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.store.CostStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One of the processes of a race, started by {@link RaceProcess}: opens the ledger, says {@code ready}, waits for {@code
 * go}, works, writes what it was answered, one line each with tabs between the fields, and says {@code done}.
 */
public final class RaceWorker {

    private RaceWorker() {}

    /**
     * @param args url, user, password, number of the process, seed, kind of work; for {@code mixed} also how many operations
     */
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.setOut(System.err); // whatever else is written does not get into the answers
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int process = Integer.parseInt(args[3]);
        long seed = Long.parseLong(args[4]);
        JdbcSettings settings = JdbcSettings.of(args[0], Currency.getInstance("USD"))
                .user(args[1])
                .password(args[2]);
        try (CostStore store = JdbcCostStore.open(settings)) {
            List<Callable<List<String>>> threads = args[5].equals("mixed")
                    ? MixedOperations.threads(store, process, seed, Integer.parseInt(args[6]))
                    : reserving(store, Reservations.valueOf(args[5]).requests(seed), process);
            out.println("ready");
            out.flush();
            if (!"go".equals(in.readLine())) {
                throw new IllegalStateException("the race was called off");
            }
            ExecutorService pool = Executors.newFixedThreadPool(threads.size());
            for (Future<List<String>> answers : pool.invokeAll(threads)) {
                answers.get().forEach(out::println);
            }
            pool.shutdown();
        }
        out.println("done");
        out.flush();
    }

    private static List<Callable<List<String>>> reserving(CostStore store, List<HoldRequest> requests, int process) {
        int count = 16;
        List<Callable<List<String>>> threads = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            int first = 2 * t + process;
            threads.add(() -> {
                List<String> answers = new ArrayList<>();
                for (int i = first; i < requests.size(); i += 2 * count) {
                    HoldRequest request = requests.get(i);
                    SpendDecision decision = store.gate().reserve(request, Reservations.NOW);
                    String answer = decision instanceof SpendDecision.Granted ? "granted" : "denied";
                    boolean justified = Reservations.isJustified(decision, request.amount());
                    answers.add(answer + "\t" + request.id() + "\t" + justified);
                }
                return answers;
            });
        }
        return threads;
    }
}
