package io.codomyrmex.cost.bootstrap;

import io.codomyrmex.cost.bootstrap.cli.Terminal;
import io.codomyrmex.cost.bootstrap.cli.view.Bars;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The terminal that the process was started in. */
final class SystemTerminal {

    private SystemTerminal() {}

    static Terminal open() {
        Charset charset = charset();
        Bars bars = Bars.of(charset).and(Bars.forDefaultCharset());
        return new Terminal(
                writer(FileDescriptor.out, charset),
                writer(FileDescriptor.err, charset),
                bars,
                isTerminal(System.console()));
    }

    private static PrintWriter writer(FileDescriptor stream, Charset charset) {
        // UTF-8 where the system names plain ASCII (the C locale): nothing is lost, and ASCII looks the same.
        Charset written = charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), written), false);
    }

    /** The charset of the terminal: {@code stdout.encoding} from Java 19 on, before that the system's own. */
    private static Charset charset() {
        for (String property : new String[] {"stdout.encoding", "native.encoding"}) {
            String name = System.getProperty(property);
            if (name != null && Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        }
        return Charset.defaultCharset();
    }

    /** Whether a person sits there: up to Java 21 then there is a console; from 22 on there is one in any case, to ask. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
