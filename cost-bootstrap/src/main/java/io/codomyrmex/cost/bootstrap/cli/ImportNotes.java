package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.Shown;
import io.codomyrmex.cost.bootstrap.importing.ImportListener;
import io.codomyrmex.cost.bootstrap.importing.ImportProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Tells on the error stream how an import goes: one line for each of the first rejected rows, a count of the others, and
 * for a large file that a person waits for, a progress bar.
 */
final class ImportNotes implements ImportListener, AutoCloseable {

    private static final int MAX_SHOWN = 100;
    private static final long LARGE_BYTES = 8L * 1024 * 1024;

    private final Session session;
    private final @Nullable ProgressBar bar;
    private long rejected;

    ImportNotes(Session session, Path file) {
        this.session = session;
        this.bar = session.terminal().interactive() && size(file) >= LARGE_BYTES ? bar(size(file)) : null;
    }

    @Override
    public void rejected(ImportProblem problem) {
        rejected++;
        if (rejected <= MAX_SHOWN) {
            tell(problem.message());
        }
    }

    @Override
    public void progress(long bytesRead, long bytesTotal) {
        if (bar != null) {
            bar.maxHint(bytesTotal);
            bar.stepTo(bytesRead);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
        if (rejected > MAX_SHOWN) {
            tell((rejected - MAX_SHOWN) + " more rows were rejected");
        }
    }

    private void tell(String message) {
        session.terminal().err().println("error: " + session.hidden(Shown.line(message)));
        session.terminal().err().flush();
    }

    private static ProgressBar bar(long bytes) {
        return new ProgressBarBuilder()
                .setTaskName("import")
                .setInitialMax(bytes)
                .setUnit(" MiB", 1024L * 1024)
                .clearDisplayOnFinish()
                .build();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
