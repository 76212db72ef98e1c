package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.CostException;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ParameterException;

/** How the program ends: the one table from failures to exit codes. */
final class ExitCodes {

    /** Done. */
    static final int DONE = 0;
    /**
     * Refused or failed: a conflict, an unknown budget, a reservation that has ended, rejected rows, output that cannot
     * be written.
     */
    static final int FAILED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** A budget does not allow it. */
    static final int DENIED = 3;

    /** The store cannot answer; asking again is safe, with the same id. */
    static final int UNANSWERED = 4;

    private static final Map<Class<? extends Exception>, Integer> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put(ParameterException.class, USAGE);
        TABLE.put(InvalidInputException.class, USAGE);
        TABLE.put(StoreUnavailableException.class, UNANSWERED);
        TABLE.put(OutcomeUnknownException.class, UNANSWERED);
        TABLE.put(CostException.class, FAILED);
        TABLE.put(Exception.class, FAILED);
    }

    private ExitCodes() {}

    static int of(Exception failure) {
        return TABLE.entrySet().stream()
                .filter(row -> row.getKey().isInstance(failure))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(FAILED);
    }
}
