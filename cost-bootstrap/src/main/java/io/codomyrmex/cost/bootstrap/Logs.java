package io.codomyrmex.cost.bootstrap;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How, and how much, the program logs. */
final class Logs {

    // What logback.xml reads.
    private static final String LEVEL = "cost.log.level";
    private static final String OWN_LEVEL = "cost.own.level";
    private static final String FORMAT = "cost.log.format";

    private Logs() {}

    /**
     * Sets up logging, before anything logs. A service tells what it does, and what goes wrong in its libraries; any other
     * command says what failed itself, in one line, so that all but this program's own warnings are left out. {@code
     * COST_LOG_LEVEL} has the last word on both; {@code COST_LOG_FORMAT} is {@code text} or {@code json}.
     */
    static void configure(Map<String, String> environment, String... args) {
        boolean serves = Arrays.asList(args).contains("serve");
        String level = given(environment, "COST_LOG_LEVEL");
        set(LEVEL, level != null ? level : serves ? "WARN" : "OFF");
        set(OWN_LEVEL, serves ? "INFO" : "WARN");
        set(FORMAT, "json".equalsIgnoreCase(given(environment, "COST_LOG_FORMAT")) ? "JSON" : "TEXT");
    }

    private static @Nullable String given(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    private static void set(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
