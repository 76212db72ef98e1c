package io.codomyrmex.cost.bootstrap;

import java.util.Map;

/** How much the program logs. */
final class Logs {

    /** What {@code logback.xml} reads. */
    private static final String LEVEL = "cost.log.level";

    private Logs() {}

    /**
     * Sets the level of all but this program's own warnings, before anything logs: {@code COST_LOG_LEVEL}, else nothing,
     * because a command says what failed itself, in one line.
     */
    static void configure(Map<String, String> environment) {
        if (System.getProperty(LEVEL) == null) {
            String level = environment.get("COST_LOG_LEVEL");
            System.setProperty(LEVEL, level == null || level.isBlank() ? "OFF" : level);
        }
    }
}
