package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.Csv;
import io.codomyrmex.cost.bootstrap.cli.view.ImportView;
import io.codomyrmex.cost.bootstrap.importing.CostColumn;
import io.codomyrmex.cost.bootstrap.importing.ImportFormat;
import io.codomyrmex.cost.bootstrap.importing.ImportReport;
import io.codomyrmex.cost.bootstrap.importing.ImportRequest;
import io.codomyrmex.cost.bootstrap.importing.Importer;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.input.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports a file of costs. */
@Command(
        name = "import",
        description = "Records every row of a file. A row that breaks a rule is named on the error stream and does not"
                + " hinder the others; then the exit code is 1. The same file again records nothing twice.")
final class ImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", converter = Positional.Text.class, description = "The file.")
    private String file = "";

    @Option(
            names = "--as",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            description = "focus (FinOps FOCUS CSV), ndjson or csv (default: as the file looks).")
    private @Nullable ImportFormat as;

    @Option(
            names = "--cost",
            paramLabel = "COLUMN",
            converter = CostConverter.class,
            description = "Which cost of a FOCUS file: billed (default), effective, list or contracted.")
    private CostColumn cost = CostColumn.BILLED;

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path path = readable(file);
        ImportRequest request = new ImportRequest(path, as == null ? ImportFormat.guess(path) : as, cost);
        Importer importer = new Importer(session.tracker());
        ImportReport report;
        try (ImportNotes notes = new ImportNotes(session, path)) {
            report = importer.run(request, notes);
        }
        format.printer(session)
                .print(
                        () -> CostJson.report(report),
                        () -> Csv.of(ImportView.FIELDS, List.of(CostJson.report(report))),
                        () -> ImportView.table(report, session.settings().currency()));
        return report.rejected() == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private static Path readable(String file) {
        Path path;
        try {
            path = Path.of(file);
        } catch (InvalidPathException e) {
            throw new InvalidInputException("file", file, "must be a path", e);
        }
        if (file.isEmpty() || !Files.isReadable(path) || Files.isDirectory(path)) {
            throw new InvalidInputException("file", file, "must be a file that can be read");
        }
        return path;
    }

    /** Reads a file format. */
    static final class FormatConverter implements ITypeConverter<ImportFormat> {
        @Override
        public ImportFormat convert(String text) {
            return ImportFormat.of("as", text);
        }
    }

    /** Reads a column of cost. */
    static final class CostConverter implements ITypeConverter<CostColumn> {
        @Override
        public CostColumn convert(String text) {
            return CostColumn.of("cost", text);
        }
    }
}
