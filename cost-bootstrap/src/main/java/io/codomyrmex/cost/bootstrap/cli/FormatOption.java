package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.OutputFormat;
import io.codomyrmex.cost.bootstrap.cli.view.Printer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** In which form a command prints. */
final class FormatOption {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Converter.class,
            description = "table (default), json or csv.")
    private OutputFormat format = OutputFormat.TABLE;

    Printer printer(Session session) {
        return new Printer(session.terminal().out(), format);
    }

    /** Reads a format. */
    static final class Converter implements ITypeConverter<OutputFormat> {
        @Override
        public OutputFormat convert(String text) {
            return OutputFormat.of("format", text);
        }
    }
}
