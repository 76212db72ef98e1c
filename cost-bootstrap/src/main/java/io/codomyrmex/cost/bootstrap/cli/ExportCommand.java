package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.exporting.EntryCsv;
import io.codomyrmex.cost.bootstrap.exporting.EntryNdjson;
import io.codomyrmex.cost.bootstrap.exporting.EntryWriter;
import io.codomyrmex.cost.bootstrap.exporting.Exporter;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.time.TimeRange;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exports entries. */
@Command(
        name = "export",
        description =
                "Writes entries in the order of their time (default: all); import reads them again. As CSV, text that a"
                        + " spreadsheet would take for a formula gets an apostrophe before it, which import takes away"
                        + " where a file has exactly the columns written here, in their order.",
        footer = {"", "Example: cost export --from 2026-05-01 --to 2026-06-01 > may.ndjson"})
final class ExportCommand implements Callable<Integer> {

    @Option(
            names = "--as",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            description = "ndjson (default) or csv.")
    private Format as = Format.NDJSON;

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Mixin
    private FilterOptions filter = new FilterOptions();

    private final Session session;

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        CostFilter covered = filter.filter();
        Instant from = range.from(session.zone());
        Instant to = range.to(session.zone());
        TimeRange looked =
                new TimeRange(from == null ? TimeRange.ALL.start() : from, to == null ? TimeRange.ALL.end() : to);
        Writer out = session.terminal().out();
        EntryWriter writer = as == Format.CSV ? new EntryCsv(out) : new EntryNdjson(out);
        new Exporter(session.tracker()).export(looked, covered, writer);
        return ExitCodes.DONE;
    }

    /** How entries are written. */
    private enum Format {
        NDJSON,
        CSV
    }

    /** Reads a format. */
    static final class FormatConverter implements ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            for (Format format : Format.values()) {
                if (format.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
                    return format;
                }
            }
            throw new InvalidInputException("as", text, "must be ndjson or csv");
        }
    }
}
