package io.codomyrmex.cost;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** The public data that some tests need and the project does not ship. */
public final class TestData {

    private TestData() {}

    /**
     * A file of the folder that the environment variable {@code COST_TEST_DATA} names. Where it is missing the test is
     * skipped, and says why; with {@code CI=true} it fails.
     *
     * @param relative its path, like {@code oracle/period_boundaries.csv}
     */
    public static Path file(String relative) {
        String folder = System.getenv("COST_TEST_DATA");
        if (folder == null || folder.isBlank()) {
            return missing("needs " + relative + ": set COST_TEST_DATA to the folder of test data that holds it");
        }
        Path file = Path.of(folder).resolve(relative);
        return Files.isReadable(file) ? file : missing("COST_TEST_DATA=" + folder + " does not hold " + relative);
    }

    private static Path missing(String message) {
        return "true".equalsIgnoreCase(System.getenv("CI")) ? fail(message) : abort(message);
    }
}
