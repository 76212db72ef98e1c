package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import io.codomyrmex.cost.store.EntryQuery;
import io.codomyrmex.cost.time.TimeRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Imports files into a ledger of its own and keeps what it heard. */
final class Imports {

    final CostTracker tracker = new CostTracker(new InMemoryCostStore(Currency.getInstance("USD")));
    Problems problems = new Problems();

    private final Path folder;

    Imports(Path folder) {
        this.folder = folder;
    }

    static byte[] fixture(String name) {
        try (InputStream in = Imports.class.getResourceAsStream("/importing/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    Path file(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Path file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    ImportReport focus(String text) {
        return run(file("focus.csv", text), ImportFormat.FOCUS, CostColumn.BILLED);
    }

    ImportReport csv(String text) {
        return run(file("entries.csv", text), ImportFormat.CSV, CostColumn.BILLED);
    }

    ImportReport ndjson(String text) {
        return run(file("entries.ndjson", text), ImportFormat.NDJSON, CostColumn.BILLED);
    }

    ImportReport fixture(String name, ImportFormat format) {
        return run(file(name, fixture(name)), format, CostColumn.BILLED);
    }

    ImportReport run(Path file, ImportFormat format, CostColumn cost) {
        problems = new Problems();
        return new Importer(tracker).run(new ImportRequest(file, format, cost), problems);
    }

    /** All entries, ordered by timestamp, then id. */
    List<CostEntry> entries() {
        return tracker.entries(new EntryQuery(TimeRange.ALL, CostFilter.ALL, null, 10_000));
    }

    CostEntry described(String description) {
        return entries().stream()
                .filter(entry -> entry.description().equals(description))
                .findFirst()
                .orElseThrow();
    }
}
