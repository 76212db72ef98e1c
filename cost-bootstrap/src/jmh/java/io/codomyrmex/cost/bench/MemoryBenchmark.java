package io.codomyrmex.cost.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The gate of the in-memory store, measured by JMH. */
final class MemoryBenchmark implements Benchmark {

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Figure> run() throws RunnerException {
        Map<String, BigDecimal> alone = perSecond(1);
        Map<String, BigDecimal> eight = perSecond(8);
        return List.of(
                new Figure(
                        "canSpend, memory, 1 thread",
                        alone.get("canSpend"),
                        "Bucket4j in memory, tryConsume",
                        alone.get("tryConsume"),
                        "/s",
                        true,
                        "≥ 1×"),
                new Figure(
                        "canSpend, memory, 8 threads",
                        eight.get("canSpend"),
                        "Bucket4j in memory, tryConsume",
                        eight.get("tryConsume"),
                        "/s",
                        true,
                        "≥ 1×"),
                new Figure(
                        "reserve + commit, memory, 1 thread",
                        alone.get("reserveAndCommit"),
                        "Bucket4j in memory, 2 × tryConsume",
                        alone.get("tryConsumeTwice"),
                        "/s",
                        true,
                        "≥ 0.5×"),
                new Figure(
                        "reserve + commit, memory, 8 threads",
                        eight.get("reserveAndCommit"),
                        "Bucket4j in memory, 2 × tryConsume",
                        eight.get("tryConsumeTwice"),
                        "/s",
                        true,
                        "≥ 0.5×"));
    }

    private static Map<String, BigDecimal> perSecond(int threads) throws RunnerException {
        Map<String, BigDecimal> scores = new TreeMap<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(MemoryGate.class.getName() + ".*")
                        .mode(Mode.Throughput)
                        .timeUnit(TimeUnit.SECONDS)
                        .threads(threads)
                        .forks(1)
                        .jvmArgs("-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch")
                        .warmupIterations(4)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2))
                        .build())
                .run()) {
            scores.put(
                    result.getPrimaryResult().getLabel(),
                    BigDecimal.valueOf(result.getPrimaryResult().getScore()).setScale(0, RoundingMode.HALF_EVEN));
        }
        return scores;
    }
}
