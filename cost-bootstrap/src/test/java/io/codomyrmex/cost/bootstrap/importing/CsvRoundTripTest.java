package io.codomyrmex.cost.bootstrap.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.exporting.EntryCsv;
import io.codomyrmex.cost.bootstrap.exporting.Exporter;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.time.TimeRange;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is exported as CSV is imported again as it was, whatever the texts. */
class CsvRoundTripTest {

    private static final Instant NOON = Instant.parse("2026-05-15T12:00:00Z");
    private static final String[] PIECES = {
        "'", "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "\uFF1D", "\uFEFF", "\"", ",", ";", " ", "#", "\\", "a", "1",
        ".", "é", "🧾"
    };

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void an_export_fills_another_ledger_with_equal_entries_and_adds_nothing_to_its_own(EveryStore kind)
            throws IOException {
        try (CostStore store = kind.open();
                CostStore other = kind.open()) {
            CostTracker tracker = new CostTracker(store);
            tracker.offerEach(drafts())
                    .forEach(result -> assertThat(result.status()).isEqualTo("recorded"));
            Path file = export(tracker);

            ImportReport filled = run(new CostTracker(other), file);
            assertThat(entries(other)).isEqualTo(entries(store));
            assertThat(filled.recorded()).isEqualTo(entries(store).size());

            ImportReport again = run(tracker, file);
            assertThat(again.recorded()).isZero();
            assertThat(again.duplicates()).isEqualTo(filled.recorded());
        }
    }

    private static List<Supplier<CostDraft>> drafts() {
        long seed = Long.getLong("cost.test.seed", System.nanoTime());
        System.out.println("cost.test.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Stream<CostDraft> fixed = Stream.of("-a", "'-a", "''=a", "-1", "'-1", "'", "''a", "\uFEFFa", "#a")
                .map(text -> CostDraft.of("-1.5")
                        .id(text)
                        .description(text)
                        .resource(text)
                        .at(NOON));
        Stream<CostDraft> any = Stream.generate(() -> draft(random)).limit(500);
        return Stream.concat(fixed, any)
                .<Supplier<CostDraft>>map(draft -> () -> draft)
                .toList();
    }

    private static CostDraft draft(SplittableRandom random) {
        Map<String, String> tags = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            tags.put("k" + text(random), text(random));
        }
        String id = text(random).replaceAll("\\p{Cntrl}", "") + "i" + random.nextLong();
        return CostDraft.of(BigDecimal.valueOf(random.nextLong(-1_000, 1_000), random.nextInt(19)))
                .id(id.strip())
                .category(CostCategory.values()[random.nextInt(CostCategory.values().length)])
                .description(text(random))
                .resource(text(random))
                .tags(tags)
                .metadata(Map.of(text(random), text(random)))
                .at(NOON.plusSeconds(random.nextInt(3)));
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private Path export(CostTracker tracker) throws IOException {
        StringWriter text = new StringWriter();
        new Exporter(tracker).export(TimeRange.ALL, CostFilter.ALL, new EntryCsv(text));
        return Files.writeString(folder.resolve("export.csv"), text.toString());
    }

    private static ImportReport run(CostTracker tracker, Path file) {
        Problems problems = new Problems();
        ImportReport report =
                new Importer(tracker).run(new ImportRequest(file, ImportFormat.CSV, CostColumn.BILLED), problems);
        assertThat(problems.messages()).isEmpty();
        return report;
    }

    private static List<CostEntry> entries(CostStore store) {
        return store.entries(new EntryQuery(TimeRange.ALL, CostFilter.ALL, null, EntryQuery.MAX_LIMIT));
    }

    @Test
    void in_a_file_of_another_form_an_apostrophe_is_an_apostrophe() {
        Imports imports = new Imports(folder);
        imports.csv("id,amount,description,timestamp\n'-a,1,'=b,2026-05-15T12:00:00Z\n");

        CostEntry entry = imports.entries().get(0);
        assertThat(entry.id()).isEqualTo("'-a");
        assertThat(entry.description()).isEqualTo("'=b");
    }
}
