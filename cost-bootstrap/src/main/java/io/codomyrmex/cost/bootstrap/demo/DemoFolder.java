package io.codomyrmex.cost.bootstrap.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is deleted, with all in it, when it is closed. */
public final class DemoFolder implements AutoCloseable {

    private final Path folder;

    private DemoFolder(Path folder) {
        this.folder = folder;
    }

    /** A new folder among the system's temporary ones. */
    public static DemoFolder create() {
        try {
            return new DemoFolder(Files.createTempDirectory("cost-demo"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path in it. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
