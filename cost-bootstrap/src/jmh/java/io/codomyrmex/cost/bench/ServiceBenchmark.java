package io.codomyrmex.cost.bench;

import io.codomyrmex.cost.bootstrap.CostCommand;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code cost serve} under load, with 64 connections: single entries and reservations, beside what a bare answer costs. */
final class ServiceBenchmark implements Benchmark {

    private static final int CONNECTIONS = 64;
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 5;
    private static final int SECONDS = 5;
    private static final String GET = "";
    private static final String RECORD = """
            wrk.method = "POST"
            wrk.path = "/v1/entries"
            wrk.headers["Content-Type"] = "application/json"
            wrk.body = '{"amount":"0.000042","resource_id":"gpt-4o","tags":{"team":"search"}}'
            """;
    private static final String PAIRS = """
            local headers = { ["Content-Type"] = "application/json" }
            local held = {}
            function request()
              local id = table.remove(held)
              if id then
                return wrk.format("POST", "/v1/reservations/" .. id .. "/commit", headers, '{"actual":"0.0004"}')
              end
              return wrk.format("POST", "/v1/reservations", headers, '{"amount":"0.001"}')
            end
            function response(status, headers, body)
              if status == 201 then
                held[#held + 1] = body:match('"id":"([^"]+)"')
              end
            end
            """;

    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<Figure> run() throws Exception {
        if (!Wrk.isThere()) {
            System.out.println("http is left out: it needs wrk (on Debian, apt-get install wrk)");
            return List.of();
        }
        try (BenchServer server = BenchServer.start()) {
            JdbcSettings ledger = server.newLedger();
            try (JdbcCostStore store = JdbcCostStore.open(ledger)) {
                store.budgets()
                        .create(
                                BudgetSpec.of("all", new BigDecimal("1000000000"), BudgetPeriod.MONTHLY),
                                Instant.now());
            }
            Process service = start(ledger);
            try {
                return measure(url(service), ledger);
            } finally {
                service.destroy();
                service.waitFor();
            }
        }
    }

    private static List<Figure> measure(String url, JdbcSettings ledger) throws Exception {
        List<Wrk.Load> live = new ArrayList<>();
        List<Wrk.Load> record = new ArrayList<>();
        List<Wrk.Load> pairs = new ArrayList<>();
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            Wrk.Load one = Wrk.run(url + "/health/live", CONNECTIONS, SECONDS, GET);
            Wrk.Load two = Wrk.run(url, CONNECTIONS, SECONDS, RECORD);
            Wrk.Load three = Wrk.run(url, CONNECTIONS, SECONDS, PAIRS);
            if (round >= 0) {
                live.add(one);
                record.add(two);
                pairs.add(three);
            }
        }
        try (JdbcCostStore store = JdbcCostStore.open(ledger)) {
            if (!store.verify().clean()) {
                throw new IllegalStateException("the ledger is wrong after the benchmark");
            }
        }
        BigDecimal bare = rate(live);
        String baseline = "/health/live of the same service, 64 connections";
        return List.of(
                new Figure(
                        "single entries over HTTP, 64 connections, one hot budget",
                        rate(record),
                        baseline,
                        bare,
                        "/s",
                        true,
                        "≥ 5,000 /s and ≥ 0.5×"),
                new Figure("the same, 99th percentile", p99(record), baseline, p99(live), "ms", false, ""),
                new Figure(
                        "reserve + commit pairs over HTTP, 64 connections",
                        rate(pairs).divide(BigDecimal.valueOf(2)),
                        baseline,
                        bare,
                        "/s",
                        true,
                        ""),
                new Figure(
                        "the same, each of the two calls, 99th percentile",
                        p99(pairs),
                        baseline,
                        p99(live),
                        "ms",
                        false,
                        ""));
    }

    private static BigDecimal rate(List<Wrk.Load> loads) {
        return Timings.median(loads.stream().map(Wrk.Load::perSecond).toList());
    }

    private static BigDecimal p99(List<Wrk.Load> loads) {
        return Timings.median(loads.stream().map(Wrk.Load::p99Millis).toList());
    }

    private static Process start(JdbcSettings ledger) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                CostCommand.class.getName(),
                "serve",
                "--port",
                "0");
        Map<String, String> environment = builder.environment();
        environment.put("COST_DB_URL", ledger.url());
        environment.put("COST_DB_USER", String.valueOf(ledger.user()));
        environment.put("COST_DB_PASSWORD", String.valueOf(ledger.password()));
        environment.put("COST_VERIFY_EVERY", "0");
        environment.put("COST_LOG_LEVEL", "ERROR");
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    @SuppressWarnings("resource") // the reader ends with the process
    private static String url(Process service) throws IOException {
        BufferedReader out = service.inputReader();
        String line = out.readLine();
        return line.substring("listening on ".length());
    }
}
