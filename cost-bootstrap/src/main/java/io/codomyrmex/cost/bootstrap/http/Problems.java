package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.budget.BudgetExistsException;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.entry.EntryConflictException;
import io.codomyrmex.cost.gate.HoldConflictException;
import io.codomyrmex.cost.gate.UnknownHoldException;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one table from failures to problems. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final int SHOWN = 200;
    private static final Map<Class<? extends Throwable>, Function<Throwable, Problem>> TABLE = new LinkedHashMap<>();

    static {
        put(Problem.class, problem -> problem);
        put(InvalidInputException.class, Problems::invalid);
        put(UncheckedIOException.class, Problems::broken);
        put(UnknownBudgetException.class, e -> Problem.notFound(message(e)));
        put(UnknownHoldException.class, e -> Problem.notFound(message(e)));
        put(BudgetExistsException.class, e -> conflict("budget-exists", "The budget exists already", e));
        put(EntryConflictException.class, e -> conflict("entry-conflict", "The id is taken by another entry", e));
        put(HoldConflictException.class, e -> conflict("hold-conflict", "The reservation says otherwise", e));
        put(
                StoreUnavailableException.class,
                e -> new Problem(
                        503, "unavailable", "The ledger cannot answer", "nothing was changed; asking again is safe"));
        put(
                OutcomeUnknownException.class,
                e -> Problem.outcomeUnknown("it is done in full or not at all; asking again with the same id is safe"));
        put(StoreFaultException.class, e -> fault());
    }

    private Problems() {}

    private static <T extends Throwable> void put(Class<T> failure, Function<? super T, Problem> problem) {
        TABLE.put(failure, thrown -> problem.apply(failure.cast(thrown)));
    }

    /** The problem that a failure is; one that is not expected is logged and says nothing about the inside. */
    static Problem of(Throwable failure) {
        Function<Throwable, Problem> known = TABLE.get(failure.getClass());
        if (known != null) {
            return known.apply(failure);
        }
        LOG.error("a request failed unexpectedly", failure);
        return new Problem(500, "internal", "Something is wrong with the service", "the cause is in the service's log");
    }

    /** Only the log names the table or the right: that is the operator's business, not the caller's. */
    private static Problem fault() {
        return new Problem(
                500,
                "store-fault",
                "The ledger cannot do this",
                "nothing was changed, and asking again will not help; the cause is in the service's log");
    }

    private static Problem invalid(InvalidInputException e) {
        return new Problem(400, "invalid-input", "A value breaks its rule", message(e))
                .with("field", shortened(e.field()))
                .with("value", shortened(e.value()))
                .with("rule", e.rule());
    }

    /** A body that did not come: too slow, or cut off. */
    private static Problem broken(UncheckedIOException e) {
        LOG.debug("a body could not be read", e);
        Throwable cause = e.getCause();
        boolean slow = cause != null && cause.getCause() instanceof TimeoutException;
        return slow
                ? Problem.tooSlow("the body did not arrive in time")
                : Problem.badRequest("the body could not be read to its end");
    }

    private static Problem conflict(String type, String title, Throwable e) {
        return new Problem(409, type, title, message(e));
    }

    private static String message(Throwable e) {
        return String.valueOf(e.getMessage());
    }

    private static String shortened(String text) {
        if (text.length() <= SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return text.substring(0, end) + "…";
    }
}
