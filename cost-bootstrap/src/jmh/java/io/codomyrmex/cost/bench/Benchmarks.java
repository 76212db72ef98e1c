package io.codomyrmex.cost.bench;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs the benchmarks, all or those named, and prints their figures as a table. */
public final class Benchmarks {

    private static final List<Benchmark> ALL = List.of(
            new RecordBenchmark(),
            new ReserveBenchmark(),
            new ImportBenchmark(),
            new AskBenchmark(),
            new MemoryBenchmark(),
            new SummaryBenchmark(),
            new DeliveryBenchmark(),
            new ServiceBenchmark());

    private Benchmarks() {}

    /** Runs. */
    public static void main(String[] names) throws Exception {
        Set<String> chosen = Set.of(names);
        List<Figure> figures = new ArrayList<>();
        for (Benchmark benchmark : ALL) {
            if (chosen.isEmpty() || chosen.contains(benchmark.name())) {
                System.out.println("running " + benchmark.name());
                figures.addAll(benchmark.run());
            }
        }
        System.out.println(Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", Java " + Runtime.version() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores");
        System.out.println(table(figures));
    }

    private static String table(List<Figure> figures) {
        List<Column> columns = List.of(
                new Column().header("figure").dataAlign(HorizontalAlign.LEFT),
                new Column().header("ours"),
                new Column().header("baseline"),
                new Column().header("unit").dataAlign(HorizontalAlign.LEFT),
                new Column().header("ratio"),
                new Column().header("goal").dataAlign(HorizontalAlign.LEFT),
                new Column().header("baseline is").dataAlign(HorizontalAlign.LEFT));
        String[][] rows = figures.stream()
                .map(figure -> new String[] {
                    figure.what(),
                    figure.ours().toPlainString(),
                    figure.baseline().toPlainString(),
                    figure.unit(),
                    figure.ratio().toPlainString() + "×",
                    figure.goal(),
                    figure.baselineName()
                })
                .toArray(String[][]::new);
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns.toArray(new Column[0]), rows);
    }
}
